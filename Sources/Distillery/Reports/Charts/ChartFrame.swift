/// The coordinate system of a chart as SVG: grid, tick labels and axis titles around a plot area.
struct ChartFrame {
    /// Three such charts stand side by side.
    static let usualSize = (width: 360.0, height: 250.0)
    let width: Double
    let height: Double
    let left = 44.0
    /// Room above the plot for what is read off under the pointer.
    let top = 26.0
    let bottom: Double
    let right: Double
    var x: Axis
    var y: Axis
    var xLabel: (Double) -> String
    var yLabel: (Double) -> String

    init(
        x: Axis, y: Axis, rightMargin: Double = 12,
        size: (width: Double, height: Double) = Self.usualSize,
        xLabel: ((Double) -> String)? = nil, yLabel: ((Double) -> String)? = nil
    ) {
        self.x = x
        self.y = y
        (width, height) = size
        right = size.width - rightMargin
        bottom = size.height - 38
        self.xLabel = xLabel ?? { x.tickLabel($0) }
        self.yLabel = yLabel ?? { y.tickLabel($0) }
    }

    func horizontal(_ value: Double) -> Double { left + (right - left) * x.fraction(value) }
    func vertical(_ value: Double) -> Double { bottom - (bottom - top) * y.fraction(value) }

    /// The chart: `marks` are cut off at the plot's edge, `annotations` are not.
    func svg(
        label: String, xTitle: String,
        @HTMLBuilder marks: () -> HTML,
        @HTMLBuilder annotations: () -> HTML = { HTML() }
    ) -> HTML {
        let size = "0 0 \(width.coordinate) \(height.coordinate)"
        return HTML("svg", ["viewBox": size, "role": "img", "aria-label": label]) {
            grid
            HTML(
                "text",
                [
                    "x": ((left + right) / 2).coordinate, "y": (height - 4).coordinate,
                    "class": "axis", "text-anchor": "middle",
                ]
            ) { xTitle }
            clipped(marks())
            annotations()
        }
    }

    private var grid: HTML {
        HTML("g", ["class": "grid"]) {
            for tick in y.ticks {
                let height = vertical(tick).coordinate
                HTML(
                    "line",
                    [
                        "x1": left.coordinate, "x2": right.coordinate, "y1": height, "y2": height,
                    ])
                HTML(
                    "text",
                    [
                        "x": (left - 7).coordinate, "y": (vertical(tick) + 4).coordinate,
                        "text-anchor": "end",
                    ]
                ) { yLabel(tick) }
            }
            for tick in x.ticks {
                HTML(
                    "text",
                    [
                        "x": horizontal(tick).coordinate, "y": (bottom + 17).coordinate,
                        "text-anchor": "middle",
                    ]
                ) { xLabel(tick) }
            }
            HTML(
                "line",
                [
                    "class": "base", "x1": left.coordinate, "x2": right.coordinate,
                    "y1": bottom.coordinate, "y2": bottom.coordinate,
                ])
        }
    }

    /// An inner `svg` clips to its own box, with no name that could clash with another chart's.
    private func clipped(_ marks: HTML) -> HTML {
        let (width, height) = ((right - left).coordinate, (bottom - top + 1).coordinate)
        return HTML(
            "svg",
            [
                "x": left.coordinate, "y": top.coordinate, "width": width, "height": height,
                "viewBox": "\(left.coordinate) \(top.coordinate) \(width) \(height)",
            ]
        ) { marks }
    }
}
