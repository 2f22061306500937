/// Parts of tables that rank what was compared.
enum RankingParts {
    /// A scrolling table with a row of titles over its rows.
    static func table(_ titles: [String], rows: [HTML]) -> HTML {
        HTML("div", ["class": "scroll"]) {
            HTML("table", ["class": "comparison ranking"]) {
                HTML("thead") {
                    HTML("tr") {
                        for title in titles { HTML("th", ["scope": "col"]) { title } }
                    }
                }
                HTML("tbody") { for row in rows { row } }
            }
        }
    }

    /// A figure, its deviation below it where there are several seeds; a dash where there is none.
    static func cell(_ value: String?, _ deviation: String?, seeds: Int) -> HTML {
        HTML("td") {
            if let value {
                HTML("span") { value.unbroken }
                if seeds > 1 {
                    HTML("small") { deviation.map { "± \($0)".unbroken } ?? "" }
                }
            } else {
                HTML("span", ["class": "none"]) { "–" }
            }
        }
    }

    /// How something stands against what it is compared with.
    static func cell(_ standing: Standing?, name: (Standing) -> String) -> HTML {
        HTML("td") {
            if let standing {
                HTML("span", ["class": "standing \(standing.styleClass)"]) { name(standing) }
            }
        }
    }
}
