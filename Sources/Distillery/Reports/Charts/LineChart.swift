/// Curves over the epochs, with bands between the seeds and values under the pointer.
struct LineChart {
    struct Line {
        var name: String
        /// Class in the stylesheet: a role's, or `term0`…`term5`.
        var style: String
        var series: CurveSeries
    }

    /// A value that does not change over training, as a dashed line.
    struct Reference {
        var name: String
        var style: String
        var value: Double
    }

    var title: String
    var xTitle: String
    var lines: [Line]
    var reference: Reference?
    /// Turns a value of the series into the number that the axis shows.
    var format: (Double) -> String
    /// True when the beginning may leave the chart, so that the end can be seen in detail.
    var showsEndInDetail = false
    /// What the vertical axis covers, for charts side by side; nil is what is drawn.
    var covering: [Double]?

    /// The chart as a figure; nil when there is nothing to draw.
    var html: HTML? {
        let drawn = lines.filter { !$0.series.points.isEmpty }
        guard !drawn.isEmpty else { return nil }
        let frame = frame(for: drawn)
        return HTML("figure", ["class": "chart"]) {
            HTML("figcaption") { title }
            Legend(
                entries: drawn.map { ($0.style, $0.name) }
                    + (reference.map { [($0.style + " reference", $0.name)] } ?? [])
            ).html
            frame.svg(label: summary(drawn), xTitle: xTitle) {
                if let reference { referenceLine(reference, in: frame) }
                for line in drawn { curve(line, in: frame) }
            } annotations: {
                HoverReadings(lines: drawn, frame: frame, format: format).html
            }
        }
    }

    private func frame(for lines: [Line]) -> ChartFrame {
        let points = lines.flatMap(\.series.points)
        let epochs = points.map(\.epoch)
        var values =
            points.flatMap { [$0.lowest, $0.highest] } + (reference.map { [$0.value] } ?? [])
        if let covering {
            values = covering
        } else if showsEndInDetail {
            values = Self.end(of: values)
        }
        let first = epochs.min() ?? 0
        let start = (epochs.max() ?? 0) > 4 * first ? 0 : first
        return ChartFrame(
            x: .linear(covering: epochs + [start], tickCount: 6, endsAtTicks: false),
            y: .linear(covering: values))
    }

    /// The values without those of a steep beginning.
    static func end(of values: [Double]) -> [Double] {
        guard let highest = values.max() else { return values }
        let quarter = values.sorted()[values.count / 4]
        let lowest = max(values.min() ?? 0, quarter - (highest - quarter))
        return values.filter { $0 >= lowest } + [lowest]
    }

    private func curve(_ line: Line, in frame: ChartFrame) -> HTML {
        let points = line.series.points
        let mean = points.map { (frame.horizontal($0.epoch), frame.vertical($0.mean)) }
        let above = points.map { (frame.horizontal($0.epoch), frame.vertical($0.highest)) }
        let below = points.map { (frame.horizontal($0.epoch), frame.vertical($0.lowest)) }
        return HTML("g") {
            if points.contains(where: { $0.lowest < $0.highest }) {
                HTML(
                    "polygon",
                    [
                        "class": "band \(line.style)",
                        "points": Self.path(above + below.reversed()),
                    ])
            }
            if points.count == 1, let only = mean.first {
                HTML(
                    "circle",
                    [
                        "class": "mark \(line.style)", "cx": only.0.coordinate,
                        "cy": only.1.coordinate, "r": "3",
                    ])
            }
            HTML("polyline", ["class": "curve \(line.style)", "points": Self.path(mean)])
        }
    }

    private func referenceLine(_ reference: Reference, in frame: ChartFrame) -> HTML {
        let height = frame.vertical(reference.value).coordinate
        return HTML(
            "line",
            [
                "class": "curve reference \(reference.style)", "x1": frame.left.coordinate,
                "x2": frame.right.coordinate, "y1": height, "y2": height,
            ])
    }

    /// What somebody who cannot see the chart is told.
    private func summary(_ lines: [Line]) -> String {
        let ends = lines.compactMap { line in
            line.series.points.last.map { "\(line.name): \(format($0.mean))" }
        }
        let fixed = reference.map { ["\($0.name): \(format($0.value))"] } ?? []
        return "\(title). " + (ends + fixed).joined(separator: ", ")
    }

    private static func path(_ points: [(Double, Double)]) -> String {
        points.map { "\($0.0.coordinate),\($0.1.coordinate)" }.joined(separator: " ")
    }
}
