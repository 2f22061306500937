/// The confusion matrices of student and teacher, and the worst of the confusions in words.
struct ConfusionSection {
    var report: RunReport
    var text: any ReportText

    /// Nil when no model has a confusion matrix.
    var html: HTML? {
        let shown = [ModelRole.student, .teacher].compactMap { role in
            report.model(role).flatMap(ConfusionTally.init).map { (role: role, tally: $0) }
        }
        let tallies = shown.isEmpty ? fallback : shown
        guard !tallies.isEmpty else { return nil }
        return Section.html(text.confusion, note: text.confusionNote) {
            HTML("div", ["class": "matrices"]) {
                for entry in tallies {
                    ConfusionMatrixView(
                        report: report, text: text, role: entry.role, tally: entry.tally
                    ).html
                }
            }
            ConfusedPairs(report: report, text: text).html
        }
    }

    private var fallback: [(role: ModelRole, tally: ConfusionTally)] {
        report.models.compactMap { model in
            ConfusionTally(model).map { (role: model.role, tally: $0) }
        }
    }
}
