/// How a comparison was made: notes, failures, options, manifest and recipe.
struct ComparisonRecords {
    var report: ComparisonReport
    var text: any ComparisonText

    var html: HTML {
        Section.html(text.common.records) {
            if !report.notes.isEmpty {
                HTML("ul", ["class": "notes"]) { for note in report.notes { HTML("li") { note } } }
            }
            if !report.failures.isEmpty {
                facts(
                    text.failures,
                    report.failures.map { .init($0.run.folder, $0.run.failure ?? "") })
            }
            facts(text.options, report.methods.map { .init($0.label, $0.options) })
            if !report.facts.isEmpty { facts(text.common.manifest, report.facts) }
            HTML("details") {
                HTML("summary") { text.common.recipe }
                HTML("pre") { HTML("code") { report.recipe } }
            }
        }
    }

    private func facts(_ title: String, _ facts: [RunReport.Fact]) -> HTML {
        HTML("details", ["open": ""]) {
            HTML("summary") { title }
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
}
