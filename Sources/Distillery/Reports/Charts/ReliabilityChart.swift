/// How often a model is right (up) when it is so confident (across): a reliability diagram.
///
/// After Guo et al. (2017), as lines so that several models fit into one; bins with less than ten
/// examples or one in two hundred are left out, since chance decides them.
struct ReliabilityChart {
    var title: String
    var xTitle: String
    /// Name, role and the bins of each model, added up over the seeds.
    var models: [(role: ModelRole, name: String, bins: [ReliabilityBin])]

    var html: HTML? {
        let drawn = models.filter { !$0.bins.isEmpty }
        guard !drawn.isEmpty else { return nil }
        let axis = Axis.linear(covering: [0, 100])
        let frame = ChartFrame(x: axis, y: axis)
        return HTML("figure", ["class": "chart"]) {
            HTML("figcaption") { title }
            Legend(entries: drawn.map { ($0.role.styleClass, $0.name) }).html
            frame.svg(label: title, xTitle: xTitle) {
                HTML(
                    "line",
                    [
                        "class": "diagonal", "x1": frame.horizontal(0).coordinate,
                        "y1": frame.vertical(0).coordinate, "x2": frame.horizontal(100).coordinate,
                        "y2": frame.vertical(100).coordinate,
                    ])
                for model in drawn { line(model.role, Self.shown(model.bins), in: frame) }
            }
        }
    }

    private func line(_ role: ModelRole, _ bins: [ReliabilityBin], in frame: ChartFrame) -> HTML {
        let points = bins.map {
            (frame.horizontal(100 * $0.confidence), frame.vertical(100 * $0.accuracy))
        }
        return HTML("g") {
            HTML(
                "polyline",
                [
                    "class": "curve \(role.styleClass)",
                    "points": points.map { "\($0.0.coordinate),\($0.1.coordinate)" }
                        .joined(separator: " "),
                ])
            for point in points { Marker(role: role).svg(x: point.0, y: point.1, radius: 2.6) }
        }
    }

    private static func shown(_ bins: [ReliabilityBin]) -> [ReliabilityBin] {
        let examples = bins.reduce(0) { $0 + $1.count }
        return bins.filter { $0.count >= max(10, examples / 200) }
    }

    /// The bins of several seeds as one.
    static func sum(_ seeds: [[ReliabilityBin]]) -> [ReliabilityBin] {
        let length = seeds.map(\.count).max() ?? 0
        return (0..<length).map { index in
            let bins = seeds.filter { $0.indices.contains(index) }.map { $0[index] }
            let count = bins.reduce(0) { $0 + $1.count }
            guard count > 0 else { return ReliabilityBin(confidence: 0, accuracy: 0, count: 0) }
            func mean(_ value: (ReliabilityBin) -> Double) -> Double {
                bins.reduce(0) { $0 + value($1) * Double($1.count) } / Double(count)
            }
            return ReliabilityBin(
                confidence: mean(\.confidence), accuracy: mean(\.accuracy), count: count)
        }
    }
}
