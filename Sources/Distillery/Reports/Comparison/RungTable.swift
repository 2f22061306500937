/// A row for each setting, with its accuracy in every rung that it came to.
struct RungTable {
    var report: SearchReport
    var text: any SearchText

    var html: HTML {
        HTML("div", ["class": "scroll"]) {
            HTML("table", ["class": "comparison"]) {
                HTML("thead") { HTML("tr") { for title in titles { HTML("th") { title } } } }
                HTML("tbody") { for row in report.rows { html(of: row) } }
            }
        }
    }

    private var titles: [String] {
        [text.trial] + report.keys.map(\.key) + report.rungs.map { text.epochs($0.epochs) }
            + [text.crossEntropy]
    }

    private func html(of row: SearchReport.Row) -> HTML {
        let isBest = row.trial == report.best.trial
        return HTML("tr") {
            HTML("th", ["scope": "row"]) {
                "\(row.trial)"
                if row.trial == SearchReport.givenTrial { HTML("small") { " " + text.given } }
            }
            for value in row.setting.values { HTML("td") { value.value } }
            for (index, result) in row.results.enumerated() {
                let isWinner = isBest && index == row.results.count - 1
                HTML("td", ["class": isWinner ? "best student" : ""]) {
                    if let result {
                        HTML("span") {
                            result.top1.map { NumberFormat.percent($0).unbroken } ?? text.failed
                        }
                    }
                }
            }
            HTML("td") {
                row.results.compactMap { $0 }.last?.crossEntropy.map {
                    NumberFormat.decimal($0, decimals: 3)
                } ?? "–"
            }
        }
    }
}
