/// How well each class is recognised, and how far the models' confidence can be trusted.
struct ClassSection {
    var report: RunReport
    var text: any ReportText

    /// More classes than this do not stand in one list; the rest can be unfolded.
    private static let maximumRows = 16

    /// Nil when no model has a confusion matrix.
    var html: HTML? {
        let tallies = report.models.compactMap { model in
            ConfusionTally(model).map { (role: model.role, tally: $0) }
        }
        guard let classes = tallies.map(\.tally.classes).min() else { return nil }
        let order = order(tallies, classes)
        let shown = Array(order.prefix(Self.maximumRows))
        let chart = ClassDotPlot(report: report, text: text, tallies: tallies)
        let isCompared = report.model(.student) != nil && report.model(.teacher) != nil
        let note =
            isCompared ? text.classNote(shown: shown.count, of: classes) : text.recognised
        return Section.html(text.classByClass, note: note) {
            HTML("div", ["class": "classes"]) {
                HTML("div") {
                    chart.html(shown)
                    if shown.count < order.count {
                        HTML("details") {
                            HTML("summary") { text.allClasses }
                            chart.html(Array(0..<classes))
                        }
                    }
                }
                HTML("div") {
                    reliability
                    HTML("p", ["class": "note"]) { text.calibrationNote }
                }
            }
        }
    }

    /// The classes, those first in which the student lost most against the teacher.
    private func order(
        _ tallies: [(role: ModelRole, tally: ConfusionTally)], _ classes: Int
    ) -> [Int] {
        let teacher = tallies.first { $0.role == .teacher }?.tally
        let student = (tallies.first { $0.role == .student } ?? tallies.first)?.tally
        func loss(_ index: Int) -> Double {
            (teacher?.recall(index) ?? 1) - (student?.recall(index) ?? 0)
        }
        return (0..<classes).sorted { loss($0) != loss($1) ? loss($0) > loss($1) : $0 < $1 }
    }

    private var reliability: HTML? {
        ReliabilityChart(
            title: "\(text.calibration): \(text.rightAnswers)", xTitle: text.confidence,
            models: report.models.map { model in
                let spread = model.spread(\.calibrationError)
                let error = spread.map { " " + NumberFormat.percent($0.mean, decimals: 1) } ?? ""
                return (
                    model.role, text.name(model.role) + error.unbroken,
                    ReliabilityChart.sum(model.evaluations.map(\.evaluation.reliability))
                )
            }
        ).html
    }
}
