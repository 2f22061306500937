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
                HTML("details", ["open": ""]) {
                    HTML("summary") { text.manifest }
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
            HTML("details") {
                HTML("summary") { text.recipe }
                HTML("pre") { HTML("code") { report.recipe } }
            }
        }
    }
}
