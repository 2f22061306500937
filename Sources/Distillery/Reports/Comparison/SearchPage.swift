/// A search as one HTML file: what was tried, how it went from rung to rung, and the best recipe.
public struct SearchPage: Sendable {
    private let report: SearchReport

    public init(_ report: SearchReport) {
        self.report = report
    }

    /// The whole document.
    public var document: String {
        let text = report.language.searchText(by: report.score)
        return HTMLPage.document(title: report.title, language: text.common.code) {
            SearchHeadline(report: report, text: text).html
            Section.html(text.rungs, note: text.rungsNote) {
                RungTable(report: report, text: text).html
            }
            KeyCharts(report: report, text: text).html
            Section.html(text.common.records) {
                RecordParts.recipe(text.bestRecipe, report.bestRecipe, isOpen: true)
                RecordParts.recipe(text.common.recipe, report.recipe)
                if !report.facts.isEmpty {
                    RecordParts.facts(text.common.manifest, report.facts, isOpen: false)
                }
            }
            HTML("footer") { text.footer }
        }
    }
}
