/// The score of every strategy after every round, sorted by gain; chance divides the list.
struct SelectionTable {
    var report: SelectionReport
    var text: any SelectionText

    var html: HTML {
        Section.html(
            text.table,
            note: text.tableNote(
                seeds: report.seeds.count, strategies: report.strategies.count)
        ) {
            HTML("div", ["class": "scroll"]) {
                HTML("table", ["class": "comparison ranking"]) {
                    HTML("thead") {
                        HTML("tr") {
                            for title in titles { HTML("th", ["scope": "col"]) { title } }
                        }
                    }
                    HTML("tbody") { for curve in report.ranked { row(curve) } }
                }
            }
        }
    }

    private var titles: [String] {
        [text.strategy] + report.random.points.map { NumberFormat.whole($0.asked) }
            + [text.gain, text.verdict]
    }

    private func row(_ curve: SelectionReport.Curve) -> HTML {
        let isRandom = curve == report.random
        return HTML("tr", ["class": isRandom ? "alone" : ""]) {
            HTML("th", ["scope": "row"]) {
                isRandom ? Marker.control.labelled(text.random) : HTML(text: curve.strategy)
            }
            for point in curve.points {
                cell(
                    point.score.map { NumberFormat.percent($0.mean) },
                    point.score?.standardDeviation.map {
                        NumberFormat.decimal(100 * $0, decimals: 2)
                    })
            }
            cell(
                curve.gain.map { NumberFormat.points($0.mean) },
                curve.gain?.deviation.map { NumberFormat.decimal(100 * $0, decimals: 2) })
            HTML("td") {
                if let standing = curve.standing {
                    HTML("span", ["class": "standing \(standing.styleClass)"]) {
                        text.name(standing)
                    }
                }
            }
        }
    }

    private func cell(_ value: String?, _ deviation: String?) -> HTML {
        HTML("td") {
            if let value {
                HTML("span") { value.unbroken }
                if report.seeds.count > 1 {
                    HTML("small") { deviation.map { "± \($0)".unbroken } ?? "" }
                }
            } else {
                HTML("span", ["class": "none"]) { "–" }
            }
        }
    }
}
