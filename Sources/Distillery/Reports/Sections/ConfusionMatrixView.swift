/// One model's confusion matrix: a table with numbers for few classes, a picture for many.
struct ConfusionMatrixView {
    var report: RunReport
    var text: any ReportText
    var role: ModelRole
    var tally: ConfusionTally

    private static let maximumTableClasses = 20

    var html: HTML {
        HTML("figure", ["class": "matrix \(role.styleClass)"]) {
            HTML("figcaption") {
                Marker(role: role).inline; text.confusionTitle(role)
            }
            if tally.classes <= Self.maximumTableClasses {
                HTML("div", ["class": "scroll"]) { table }
            } else {
                ConfusionPicture(text: text, role: role, tally: tally).html
            }
        }
    }

    private var table: HTML {
        let classes = 0..<tally.classes
        return HTML("table", ["class": tally.classes > 12 ? "dense" : ""]) {
            HTML("thead") {
                HTML("tr") {
                    HTML("td")
                    for column in classes {
                        HTML("th", ["scope": "col"]) {
                            HTML("span", ["class": "name"]) { report.className(column) }
                        }
                    }
                }
            }
            HTML("tbody") {
                for row in classes {
                    HTML("tr") {
                        HTML("th", ["scope": "row", "class": "name"]) { report.className(row) }
                        for column in classes { cell(row, column) }
                    }
                }
            }
        }
    }

    private func cell(_ row: Int, _ column: Int) -> HTML {
        guard let share = tally.share(row, column), tally.counts[row][column] > 0 else {
            return HTML("td")
        }
        let isRight = row == column
        // Mistakes are rare: they share a scale of their own, up to the most frequent one.
        let depth = isRight ? share : share / max(tally.largestMistake, 1e-9)
        let percent = 100 * share
        return HTML(
            "td",
            [
                "class": (isRight ? "hit" : "miss")
                    + (depth > (isRight ? 0.6 : 0.8) ? " deep" : ""),
                "style": "--depth:\(Self.depth(depth))%",
                "title": text.takenFor(
                    report.className(row), as: report.className(column),
                    share: NumberFormat.percent(share, decimals: 1)),
            ]
        ) {
            if percent >= 0.5 { NumberFormat.decimal(percent, decimals: 0) }
        }
    }

    private static func depth(_ share: Double) -> String {
        NumberFormat.decimal((85 * share).rounded(.up), decimals: 0)
    }
}
