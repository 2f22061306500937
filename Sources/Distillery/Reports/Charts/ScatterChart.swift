/// Models by what they cost (across) and how often they are right (up).
struct ScatterChart {
    struct Item {
        var marker: Marker
        var name: String
        /// The cost and the accuracy of every seed, accuracy as a share.
        var points: [(cost: Double, accuracy: Double)]
    }

    var title: String
    var xTitle: String
    var items: [Item]
    var costLabel: (Double) -> String
    /// Width and height of the drawing.
    var size = ChartFrame.usualSize
    /// Room at the right for the names, where marks are too many to have theirs beside them.
    var namesMargin: Double?

    /// The chart as a figure; nil when no model has a cost that can be drawn.
    var html: HTML? {
        let drawn = items.compactMap(Place.init)
        guard !drawn.isEmpty else { return nil }
        let frame = frame(for: drawn)
        return HTML("figure", ["class": "chart"]) {
            HTML("figcaption") { title }
            frame.svg(label: summary(drawn), xTitle: xTitle) {
                for place in drawn { marks(place, in: frame) }
            } annotations: {
                labels(drawn, in: frame)
            }
        }
    }

    /// An item with the means of what was measured.
    private struct Place {
        var item: Item
        var cost: Double
        var accuracy: Spread

        init?(_ item: Item) {
            let points = item.points.filter { $0.cost > 0 && $0.cost.isFinite }
            guard let cost = Spread(points.map(\.cost)),
                let accuracy = Spread(points.map { 100 * $0.accuracy })
            else { return nil }
            self.item = Item(marker: item.marker, name: item.name, points: points)
            self.cost = cost.mean
            self.accuracy = accuracy
        }
    }

    private func frame(for places: [Place]) -> ChartFrame {
        let costs = places.flatMap { $0.item.points.map(\.cost) + [$0.cost] }
        let accuracies = places.flatMap { place -> [Double] in
            let deviation = place.accuracy.standardDeviation ?? 0
            return place.item.points.map { 100 * $0.accuracy }
                + [place.accuracy.mean - deviation, place.accuracy.mean + deviation]
        }
        let range = (accuracies.max() ?? 1) - (accuracies.min() ?? 0)
        let margin = max(range * 0.12, 0.1)
        let bounds = [(accuracies.min() ?? 0) - margin, (accuracies.max() ?? 1) + margin]
        return ChartFrame(
            x: .logarithmic(covering: costs), y: .linear(covering: bounds, tickCount: 4),
            rightMargin: namesMargin ?? 12,
            size: size, xLabel: costLabel)
    }

    private func marks(_ place: Place, in frame: ChartFrame) -> HTML {
        let marker = place.item.marker
        let (x, y) = (frame.horizontal(place.cost), frame.vertical(place.accuracy.mean))
        return HTML("g") {
            if let deviation = place.accuracy.standardDeviation {
                HTML(
                    "line",
                    [
                        "class": "bar \(place.item.marker.tone)", "x1": x.coordinate,
                        "x2": x.coordinate,
                        "y1": frame.vertical(place.accuracy.mean - deviation).coordinate,
                        "y2": frame.vertical(place.accuracy.mean + deviation).coordinate,
                    ])
                for point in place.item.points {
                    marker.svg(
                        x: frame.horizontal(point.cost), y: frame.vertical(100 * point.accuracy),
                        radius: 3, style: "faint")
                }
            }
            marker.svg(x: x, y: y, radius: 5.5)
        }
    }

    /// The models' names beside their marks, moved apart where they would lie on each other.
    private func labels(_ places: [Place], in frame: ChartFrame) -> HTML {
        let anchors = places.map { place in
            LabelPlacement.Anchor(
                x: frame.horizontal(place.cost), y: frame.vertical(place.accuracy.mean))
        }
        let placed = LabelPlacement(
            spacing: 16, top: frame.top + 8, bottom: frame.bottom - 8,
            middle: namesMargin == nil ? (frame.left + frame.right) / 2 : .infinity
        ).place(
            namesMargin == nil
                ? anchors : anchors.map { .init(x: frame.right + 8, y: $0.y) })
        return HTML("g", ["class": "names"]) {
            for ((place, anchor), label) in zip(zip(places, anchors), placed) {
                if namesMargin != nil { leader(place, from: anchor, to: label, frame) }
                HTML(
                    "text",
                    [
                        "class": place.item.marker.tone, "x": label.x.coordinate,
                        "y": (label.y + 4).coordinate,
                        "text-anchor": label.isLeft ? "end" : "start",
                    ]
                ) {
                    place.item.name + " "
                    HTML("tspan", ["class": "value"]) {
                        NumberFormat.decimal(place.accuracy.mean, decimals: 2)
                    }
                }
            }
        }
    }

    /// A thin line from a mark to its name at the chart's edge.
    private func leader(
        _ place: Place, from anchor: LabelPlacement.Anchor, to label: LabelPlacement.Label,
        _ frame: ChartFrame
    ) -> HTML {
        let points = [
            (anchor.x + 7, anchor.y), (frame.right, label.y), (label.x - 3, label.y),
        ].map { "\($0.0.coordinate),\($0.1.coordinate)" }
        return HTML(
            "polyline",
            [
                "class": "leader \(place.item.marker.tone)",
                "points": points.joined(separator: " "),
            ])
    }

    private func summary(_ places: [Place]) -> String {
        let points = places.map { place in
            "\(place.item.name): \(costLabel(place.cost)), "
                + NumberFormat.decimal(place.accuracy.mean, decimals: 2) + " %"
        }
        return "\(title). " + points.joined(separator: "; ")
    }
}
