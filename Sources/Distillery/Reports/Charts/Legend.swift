/// The names of a chart's lines, above it.
struct Legend {
    /// A line's stylesheet class and its name.
    var entries: [(style: String, name: String)]

    var html: HTML {
        HTML("ul", ["class": "legend"]) {
            for entry in entries {
                HTML("li") {
                    HTML("svg", ["class": "stroke", "viewBox": "0 0 22 10", "aria-hidden": "true"])
                    {
                        HTML(
                            "line",
                            [
                                "class": "curve \(entry.style)", "x1": "1", "x2": "21", "y1": "5",
                                "y2": "5",
                            ])
                    }
                    entry.name
                }
            }
        }
    }
}
