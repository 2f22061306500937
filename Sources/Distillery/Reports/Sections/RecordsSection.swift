/// How the run was made: notes, the resolved recipe and the manifest.
struct RecordsSection {
    var report: RunReport
    var text: any ReportText

    var html: HTML {
        Section.html(text.records) {
            if !report.notes.isEmpty {
                HTML("ul", ["class": "notes"]) {
                    for note in report.notes { HTML("li") { note } }
                }
            }
            if !report.facts.isEmpty {
                RecordParts.facts(text.manifest, report.facts)
            }
            RecordParts.recipe(text.recipe, report.recipe)
        }
    }
}
