/// Rounds of choosing examples as one HTML file: what each strategy's answers taught, beside chance.
public struct SelectionPage: Sendable {
    private let report: SelectionReport

    public init(_ report: SelectionReport) {
        self.report = report
    }

    /// The whole document.
    public var document: String {
        let text = report.language.selectionText
        return HTMLPage.document(title: report.title, language: text.common.code) {
            SelectionHeadline(report: report, text: text).html
            SelectionCurves(report: report, text: text).html
            SelectionTable(report: report, text: text).html
            Section.html(text.common.records) {
                if !report.failures.isEmpty {
                    RecordParts.facts(
                        text.failures,
                        report.failures.map { .init($0.folder, $0.failure ?? "") })
                }
                if !report.facts.isEmpty { RecordParts.facts(text.common.manifest, report.facts) }
                RecordParts.recipe(text.common.recipe, report.recipe)
            }
            HTML("footer") { text.footer }
        }
    }
}
