/// The score against multiply-adds, file size and latency.
struct CostCharts {
    var report: RunReport
    var text: any ReportText

    /// Nil for a model that stands alone.
    var html: HTML? {
        guard report.models.count > 1 else { return nil }
        return Section.html(text.scoreAndCost(report.score), note: text.seedsNote) {
            HTML("div", ["class": "charts"]) {
                chart(.multiplyAdds) { Self.short(NumberFormat.count(Int($0))) }
                chart(.fileBytes) { Self.short(NumberFormat.bytes(Int($0))) }
                chart(.latencyMedian) { Axis.shortest($0) + " ms" }
            }
        }
    }

    private func chart(_ cost: ComparisonFigure, label: @escaping (Double) -> String) -> HTML? {
        ScatterChart(
            title: text.title(report.score, against: text.name(cost)), xTitle: text.name(cost),
            items: report.models.map { model in
                ScatterChart.Item(
                    marker: Marker(role: model.role), name: text.name(model.role),
                    points: model.evaluations.compactMap { seed in
                        guard let cost = cost.value(seed.evaluation),
                            let score = seed.evaluation.score
                        else { return nil }
                        return (cost, score)
                    })
            },
            costLabel: label
        ).html
    }

    /// Ticks are round, and need no `.0`.
    private static func short(_ text: String) -> String {
        text.split(separator: ".0", omittingEmptySubsequences: false).joined()
    }
}
