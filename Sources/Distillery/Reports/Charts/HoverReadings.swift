/// The values of a line chart at the pointer's place, shown by the stylesheet alone.
///
/// Each epoch that has points gets an invisible strip as high as the plot; over a strip the
/// pointer brings up a guide, the points on it and their values.
struct HoverReadings {
    var lines: [LineChart.Line]
    var frame: ChartFrame
    var format: (Double) -> String

    var html: HTML {
        let epochs = Set(lines.flatMap { $0.series.points.map(\.epoch) }).sorted()
        let places = epochs.map { frame.horizontal($0) }
        return HTML("g", ["class": "readings", "aria-hidden": "true"]) {
            for (index, epoch) in epochs.enumerated() {
                let start = index == 0 ? frame.left : (places[index - 1] + places[index]) / 2
                let end =
                    index == places.count - 1
                    ? frame.right : (places[index] + places[index + 1]) / 2
                strip(epoch, from: start, to: end)
            }
        }
    }

    private func strip(_ epoch: Double, from start: Double, to end: Double) -> HTML {
        let place = frame.horizontal(epoch).coordinate
        return HTML("g") {
            HTML(
                "rect",
                [
                    "x": start.coordinate, "y": frame.top.coordinate,
                    "width": max(end - start, 0).coordinate,
                    "height": (frame.bottom - frame.top).coordinate,
                ])
            HTML(
                "line",
                [
                    "x1": place, "x2": place, "y1": frame.top.coordinate,
                    "y2": frame.bottom.coordinate,
                ])
            for line in lines {
                if let point = line.series.points.first(where: { $0.epoch == epoch }) {
                    HTML(
                        "circle",
                        [
                            "class": line.style, "cx": place,
                            "cy": frame.vertical(point.mean).coordinate, "r": "3.2",
                        ])
                }
            }
            HTML("text", ["x": frame.right.coordinate, "y": "14", "text-anchor": "end"]) {
                HTML("tspan") { Axis.shortest((epoch * 10).rounded() / 10) }
                for line in lines {
                    if let point = line.series.points.first(where: { $0.epoch == epoch }) {
                        HTML("tspan", ["class": line.style, "dx": "8"]) { format(point.mean) }
                    }
                }
            }
        }
    }
}
