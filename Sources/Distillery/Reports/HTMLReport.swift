/// The report of a run as one HTML file that needs nothing beside itself.
///
/// Styles and charts are in the file, there is no script, and its content security policy forbids
/// every request. Whatever comes from outside (class names, recipe, paths) is escaped.
public struct HTMLReport: Sendable {
    private let report: RunReport

    public init(_ report: RunReport) {
        self.report = report
    }

    /// The whole document.
    public var document: String {
        let text = report.language.text
        return HTMLPage.document(title: report.title, language: text.code) {
            Headline(report: report, text: text).html
            ComparisonTable(report: report, text: text).html
            CostCharts(report: report, text: text).html
            LatencySection(report: report, text: text).html
            TrainingCharts(report: report, text: text).html
            ClassSection(report: report, text: text).html
            ConfusionSection(report: report, text: text).html
            DisagreementGallery(report: report, text: text).html
            RecordsSection(report: report, text: text).html
            HTML("footer") { text.footer }
        }
    }
}
