/// A piece of HTML or SVG in which everything that came from outside is escaped.
///
/// There is no way to put a string in unescaped but a literal of the program: names of elements and
/// attributes are `StaticString`s, text and attribute values are escaped on the way in.
struct HTML: Sendable, Equatable {
    private(set) var markup = ""

    /// Nothing.
    init() {}

    /// The escaped `text`.
    init(text: String) { markup = Self.escaped(text) }

    /// Markup that is written in the program's own source.
    init(literal: StaticString) { markup = literal.description }

    /// The pieces in a row.
    init(_ pieces: [HTML]) { markup = pieces.map(\.markup).joined() }

    /// An element with its attributes and content.
    init(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:],
        @HTMLBuilder content: () -> HTML = { HTML() }
    ) {
        markup = Self.openingTag(name, attributes) + content().markup + "</\(name)>"
    }

    /// An element that has no content and no end, such as `meta`.
    static func void(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>)
        -> HTML
    {
        var html = HTML()
        html.markup = openingTag(name, attributes)
        return html
    }

    private static func openingTag(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>
    ) -> String {
        "<\(name)" + attributes.map { #" \#($0)="\#(escaped($1))""# }.joined() + ">"
    }

    /// `text` with the characters that mean something in HTML as references.
    ///
    /// Control characters, which HTML has no way to write, become U+FFFD.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\n", "\t": result.unicodeScalars.append(scalar)
            case _ where scalar.properties.generalCategory == .control: result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
