import Foundation

/// Accuracy against what the training cost: its time and its memory.
struct TrainingCostCharts {
    var report: ComparisonReport
    var text: any ComparisonText

    /// Nil where nothing was measured.
    var html: HTML? {
        let longest = (report.methods + [report.control]).compactMap(\.seconds?.mean).max() ?? 0
        let unit: (seconds: Double, name: String) = longest < 120 ? (1, "s") : (60, "min")
        let memory = (report.methods + [report.control]).compactMap(\.peakMemoryBytes?.mean)
        // Figures that differ by a hair say nothing, and would be drawn on one spot.
        let memoryDiffers = (memory.max() ?? 0) > 1.05 * (memory.min() ?? 0)
        let charts = [
            chart(text.time, { $0.seconds.map { $0 / unit.seconds } }) {
                Axis.shortest($0) + " " + unit.name
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
        // Many names stand in a column of their own, sixteen units each.
        let isCrowded = items.count > 5
        let longest = items.map { Double($0.name.displayWidth) }.max() ?? 0
        return ScatterChart(
            title: text.common.title(text.score, against: name), xTitle: name, items: items,
            costLabel: label,
            size: (540, max(340, 16 * Double(items.count) + 96)),
            namesMargin: isCrowded ? min(7 * longest + 64, 240) : nil
        ).html
    }
}
