/// A comparison as one HTML file: what paid, by how much, at what cost.
public struct ComparisonPage: Sendable {
    private let report: ComparisonReport

    public init(_ report: ComparisonReport) {
        self.report = report
    }

    /// The whole document.
    public var document: String {
        let text = report.language.comparisonText(by: report.score)
        return HTMLPage.document(title: report.title, language: text.common.code) {
            ComparisonHeadline(report: report, text: text).html
            GainPlot(report: report, text: text).html
            RankingTable(report: report, text: text).html
            TrainingCostCharts(report: report, text: text).html
            MethodCurves(report: report, text: text).html
            ComparisonRecords(report: report, text: text).html
            HTML("footer") { text.footer }
        }
    }
}
