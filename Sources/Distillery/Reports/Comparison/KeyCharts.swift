/// Accuracy against the value of each key, where its values are numbers.
struct KeyCharts {
    var report: SearchReport
    var text: any SearchText

    private struct Mark {
        var value: Double
        var top1: Double
        var isLast: Bool
    }

    /// Nil where no key is a number.
    var html: HTML? {
        let charts = report.keys.compactMap { chart($0) }
        guard !charts.isEmpty else { return nil }
        return Section.html(text.keys, note: text.keysNote) {
            HTML("div", ["class": "charts"]) { for chart in charts { chart } }
        }
    }

    private func chart(_ key: SearchKey) -> HTML? {
        let marks = report.rows.compactMap { row -> Mark? in
            guard let text = row.setting.values.first(where: { $0.key == key.key })?.value,
                let value = Double(text), let top1 = row.results.compactMap({ $0?.top1 }).last
            else { return nil }
            return Mark(value: value, top1: 100 * top1, isLast: row.results.last??.top1 != nil)
        }
        guard Set(marks.map(\.value)).count > 1 else { return nil }
        let values = marks.map(\.value)
        let spread = (values.max() ?? 1) / max(values.min() ?? 1, .leastNonzeroMagnitude)
        let isLogarithmic = (values.min() ?? 0) > 0 && spread > 20
        let frame = ChartFrame(
            x: isLogarithmic
                ? .logarithmic(covering: values) : .linear(covering: values, tickCount: 5),
            y: .linear(covering: marks.map(\.top1), tickCount: 4))
        let words = marks.map {
            "\(Axis.shortest($0.value)): \(NumberFormat.decimal($0.top1, decimals: 2)) %"
        }
        return HTML("figure", ["class": "chart"]) {
            HTML("figcaption") { key.key }
            frame.svg(label: "\(key.key). " + words.joined(separator: "; "), xTitle: key.key) {
            } annotations: {
                for mark in marks.reversed() {
                    Marker(mark.isLast ? .circle : .ring, tone: mark.isLast ? "student" : "control")
                        .svg(
                            x: frame.horizontal(mark.value), y: frame.vertical(mark.top1),
                            radius: mark.isLast ? 5.5 : 4)
                }
            }
        }
    }
}
