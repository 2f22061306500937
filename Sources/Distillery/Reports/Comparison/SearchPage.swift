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
                records(text.bestRecipe, report.bestRecipe, isOpen: true)
                records(text.common.recipe, report.recipe, isOpen: false)
                if !report.facts.isEmpty { facts(text.common.manifest) }
            }
            HTML("footer") { text.footer }
        }
    }

    private func records(_ title: String, _ yaml: String, isOpen: Bool) -> HTML {
        let content = HTML([
            HTML("summary") { title }, HTML("pre") { HTML("code") { yaml } },
        ])
        return isOpen
            ? HTML("details", ["open": ""]) { content } : HTML("details") { content }
    }

    private func facts(_ title: String) -> HTML {
        HTML("details") {
            HTML("summary") { title }
            HTML("dl") {
                for fact in report.facts {
                    HTML("div") {
                        HTML("dt") { fact.key }
                        HTML("dd") { fact.value }
                    }
                }
            }
        }
    }
}
