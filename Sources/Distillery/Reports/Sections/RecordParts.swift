/// Parts of the section at a page's end that says how it was made.
enum RecordParts {
    /// Names and values.
    static func facts(
        _ title: String, _ facts: [RunReport.Fact], isOpen: Bool = true
    ) -> HTML {
        folder(title, isOpen: isOpen) {
            HTML("dl") {
                for fact in facts {
                    HTML("div") {
                        HTML("dt") { fact.key }
                        HTML("dd") { fact.value }
                    }
                }
            }
        }
    }

    /// A recipe as YAML.
    static func recipe(_ title: String, _ yaml: String, isOpen: Bool = false) -> HTML {
        folder(title, isOpen: isOpen) { HTML("pre") { HTML("code") { yaml } } }
    }

    private static func folder(_ title: String, isOpen: Bool, content: () -> HTML) -> HTML {
        HTML("details", isOpen ? ["open": ""] : [:]) {
            HTML("summary") { title }
            content()
        }
    }
}
