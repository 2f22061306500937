import Foundation

/// Accuracy against what the training cost: its time and its memory.
struct TrainingCostCharts {
    var report: ComparisonReport
    var text: any ComparisonText

    /// Nil where nothing was measured.
    var html: HTML? {
        let memory = (report.methods + [report.control]).compactMap(\.peakMemoryBytes?.mean)
        // Figures that differ by a hair say nothing, and would be drawn on one spot.
        let memoryDiffers = (memory.max() ?? 0) > 1.05 * (memory.min() ?? 0)
        let charts = [
            chart(text.time, \.seconds) { seconds in
                seconds < 120 ? Axis.shortest(seconds) + " s" : Axis.shortest(seconds / 60) + " min"
            },
            memoryDiffers
                ? chart(text.memory, \.peakMemoryBytes) { bytes in
                    NumberFormat.bytes(Int(bytes)).replacingOccurrences(of: ".0 ", with: " ")
                } : nil,
        ].compactMap { $0 }
        guard !charts.isEmpty else { return nil }
        return Section.html(text.cost, note: text.costNote) {
            HTML("div", ["class": "charts pair"]) { for chart in charts { chart } }
        }
    }

    private func chart(
        _ name: String, _ cost: (SeedResult) -> Double?, label: @escaping (Double) -> String
    ) -> HTML? {
        let items = report.ranked.map { result in
            ScatterChart.Item(
                marker: result.standing?.marker ?? .control,
                name: result == report.control ? text.alone : result.label,
                points: result.runs.compactMap { run in
                    guard let cost = cost(run), let top1 = run.top1 else { return nil }
                    return (cost, top1)
                })
        }
        return ScatterChart(
            title: text.common.accuracyAgainst(name), xTitle: name, items: items, costLabel: label,
            size: (540, 340)
        ).html
    }
}
