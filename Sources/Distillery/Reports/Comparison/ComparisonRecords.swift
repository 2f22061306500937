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
                RecordParts.facts(
                    text.failures,
                    report.failures.map { .init($0.run.folder, $0.run.failure ?? "") })
            }
            RecordParts.facts(text.options, report.methods.map { .init($0.label, $0.options) })
            if !report.facts.isEmpty { RecordParts.facts(text.common.manifest, report.facts) }
            RecordParts.recipe(text.common.recipe, report.recipe)
        }
    }
}
