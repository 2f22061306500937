/// A page that needs nothing beside itself: styles are in it, there is no script, and its content
/// security policy forbids every request.
enum HTMLPage {
    static func document(
        title: String, language: String, @HTMLBuilder content: () -> HTML
    ) -> String {
        let page = HTML("html", ["lang": language]) {
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
                HTML("title") { title }
                HTML("style") { HTML(literal: Stylesheet.css) }
            }
            HTML("body") { HTML("main") { content() } }
        }
        return "<!doctype html>\n" + page.markup + "\n"
    }
}
