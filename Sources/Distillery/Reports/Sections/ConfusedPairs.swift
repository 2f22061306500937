/// The student's most frequent confusions, with how often teacher and control make the same.
struct ConfusedPairs {
    var report: RunReport
    var text: any ReportText

    private static let shown = 8

    /// Nil when the student has no confusions.
    var html: HTML? {
        let student = report.model(.student) ?? report.models.first
        guard let student, let tally = ConfusionTally(student), tally.largestMistake > 0 else {
            return nil
        }
        let tallies = report.models.compactMap { model in
            ConfusionTally(model).flatMap { other in
                other.classes == tally.classes ? (role: model.role, tally: other) : nil
            }
        }
        return HTML("div", ["class": "pairs scroll"]) {
            HTML("h3") { text.mostConfused(student.role) }
            HTML("table") {
                HTML("thead") {
                    HTML("tr") {
                        HTML("th", ["scope": "col"]) { text.trueClass }
                        HTML("th", ["scope": "col"]) { text.takenForHeading }
                        for entry in tallies {
                            HTML("th", ["scope": "col"]) {
                                Marker(role: entry.role).labelled(text.name(entry.role))
                            }
                        }
                    }
                }
                HTML("tbody") {
                    for pair in tally.mostConfused(Self.shown) { row(pair, tallies) }
                }
            }
        }
    }

    private func row(
        _ pair: (label: Int, prediction: Int), _ tallies: [(role: ModelRole, tally: ConfusionTally)]
    ) -> HTML {
        HTML("tr") {
            HTML("th", ["scope": "row", "class": "name"]) { report.className(pair.label) }
            HTML("td", ["class": "name"]) { report.className(pair.prediction) }
            for entry in tallies {
                let share = entry.tally.share(pair.label, pair.prediction)
                HTML("td") {
                    share.map { NumberFormat.percent($0, decimals: 1).unbroken } ?? "–"
                }
            }
        }
    }
}
