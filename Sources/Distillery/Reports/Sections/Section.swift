/// A heading of the report with what stands under it.
enum Section {
    static func html(_ title: String, note: String? = nil, @HTMLBuilder content: () -> HTML) -> HTML
    {
        HTML("section") {
            HTML("h2") { title }
            if let note, !note.isEmpty { HTML("p", ["class": "note"]) { note } }
            content()
        }
    }
}
