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
        let page = HTML("html", ["lang": text.code]) {
            HTML("head") {
                HTML.void("meta", ["charset": "utf-8"])
                HTML.void(
                    "meta",
                    [
                        "http-equiv": "Content-Security-Policy",
                        "content": "default-src 'none'; img-src data:; style-src 'unsafe-inline'",
                    ])
                HTML.void(
                    "meta",
                    [
                        "name": "viewport", "content": "width=device-width, initial-scale=1",
                    ])
                HTML("title") { report.title }
                HTML("style") { HTML(literal: Stylesheet.css) }
            }
            HTML("body") {
                HTML("main") {
                    Headline(report: report, text: text).html
                    ComparisonTable(report: report, text: text).html
                    CostCharts(report: report, text: text).html
                    TrainingCharts(report: report, text: text).html
                    ClassSection(report: report, text: text).html
                    ConfusionSection(report: report, text: text).html
                    DisagreementGallery(report: report, text: text).html
                    RecordsSection(report: report, text: text).html
                    HTML("footer") { text.footer }
                }
            }
        }
        return "<!doctype html>\n" + page.markup + "\n"
    }
}
