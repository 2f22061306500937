/// Every figure of teacher, student and control side by side.
///
/// Student and control have the same cost by design, so that only the figures of what they answer
/// are compared, and a winner is marked only where the difference exceeds its deviation.
struct ComparisonTable {
    var report: RunReport
    var text: any ReportText

    var html: HTML {
        let seeds = report.models.map(\.evaluations.count).max() ?? 0
        let note = text.comparisonNote(seeds: seeds, hasControl: isCompared)
        return Section.html(text.comparison, note: note) {
            HTML("div", ["class": "scroll"]) {
                HTML("table", ["class": "comparison"]) {
                    head
                    for isQuality in [true, false] {
                        HTML("tbody") {
                            for figure in ComparisonFigure.allCases
                            where figure.isQuality == isQuality {
                                row(figure)
                            }
                        }
                    }
                }
            }
        }
    }

    private var head: HTML {
        HTML("thead") {
            HTML("tr") {
                HTML("th", ["scope": "col"]) { text.figure }
                for model in report.models {
                    HTML("th", ["scope": "col"]) {
                        Marker(role: model.role).labelled(text.name(model.role))
                        HTML("small") { model.name }
                    }
                }
                if isCompared { HTML("th", ["scope": "col"]) { text.difference } }
            }
        }
    }

    private var isCompared: Bool {
        report.model(.student) != nil && report.model(.control) != nil
    }

    /// Nil when no model has the figure.
    private func row(_ figure: ComparisonFigure) -> HTML? {
        guard report.models.contains(where: { $0.spread(figure.value) != nil }) else { return nil }
        let gain = gain(in: figure)
        return HTML("tr") {
            HTML("th", ["scope": "row"]) { text.name(figure) }
            for model in report.models {
                cell(figure, of: model, isBest: isBest(model, gain, in: figure))
            }
            if isCompared {
                HTML("td") {
                    if let gain {
                        figure.formatDifference(gain.mean)
                        if gain.deviation != nil { deviation(gain.deviation, of: figure) }
                    }
                }
            }
        }
    }

    private func cell(_ figure: ComparisonFigure, of model: RunReport.Model, isBest: Bool) -> HTML {
        HTML("td", ["class": isBest ? "best \(model.role.styleClass)" : ""]) {
            if let spread = model.spread(figure.value) {
                HTML("span") { figure.format(spread.mean).unbroken }
                if model.evaluations.count > 1 {
                    deviation(figure.isQuality ? spread.standardDeviation : nil, of: figure)
                }
            } else {
                HTML("span", ["class": "none"]) { "–" }
            }
        }
    }

    /// Empty without a value, so that the figures of a column stay under each other.
    private func deviation(_ value: Double?, of figure: ComparisonFigure) -> HTML {
        HTML("small") {
            if let value { "± \(figure.formatDeviation(value))".unbroken }
        }
    }

    private func gain(in figure: ComparisonFigure) -> Gain? {
        guard figure.isQuality, let student = report.model(.student),
            let control = report.model(.control)
        else { return nil }
        return Gain(of: student, over: control, in: figure.value)
    }

    private func isBest(
        _ model: RunReport.Model, _ gain: Gain?, in figure: ComparisonFigure
    ) -> Bool {
        guard let gain, gain.standsOut else { return false }
        let studentWins = (gain.mean > 0) != figure.isBetterLow
        return model.role == (studentWins ? .student : .control)
    }
}
