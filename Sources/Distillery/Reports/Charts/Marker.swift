/// The mark of a role or of a method's standing: shape and colour both tell it, so that colour alone
/// need not.
struct Marker {
    enum Shape: Sendable {
        case circle, square, diamond, triangle
        /// A circle that is not filled.
        case ring
    }

    var shape: Shape
    /// Class in the stylesheet that gives the colour.
    var tone: String

    init(_ shape: Shape, tone: String) {
        self.shape = shape
        self.tone = tone
    }

    init(role: ModelRole) {
        switch role {
        case .student: shape = .circle
        case .teacher: shape = .square
        case .assistant: shape = .triangle
        case .control: shape = .diamond
        }
        tone = role.styleClass
    }

    /// The mark around a point of a chart, `radius` units in size.
    func svg(x: Double, y: Double, radius: Double, style: String = "mark") -> HTML {
        let style = "\(style) \(tone)"
        switch shape {
        case .circle, .ring:
            return HTML(
                "circle",
                [
                    "class": shape == .ring ? style + " ring" : style, "cx": x.coordinate,
                    "cy": y.coordinate, "r": radius.coordinate,
                ])
        case .square:
            let half = radius * 0.9
            return polygon(
                [
                    (x - half, y - half), (x + half, y - half), (x + half, y + half),
                    (x - half, y + half),
                ],
                style)
        case .triangle:
            let half = radius * 1.1
            return polygon([(x, y - half), (x + half, y + half), (x - half, y + half)], style)
        case .diamond:
            let half = radius * 1.2
            return polygon([(x, y - half), (x + half, y), (x, y + half), (x - half, y)], style)
        }
    }

    private func polygon(_ corners: [(Double, Double)], _ style: String) -> HTML {
        let points = corners.map { "\($0.0.coordinate),\($0.1.coordinate)" }
        return HTML("polygon", ["class": style, "points": points.joined(separator: " ")])
    }

    /// The mark as a small picture within a line of text.
    var inline: HTML {
        HTML("svg", ["class": "key", "viewBox": "0 0 14 14", "aria-hidden": "true"]) {
            svg(x: 7, y: 7, radius: 5)
        }
    }

    /// The mark and a name, as the head of a column or an entry of a legend.
    func labelled(_ name: String) -> HTML {
        HTML("span", ["class": "role"]) {
            inline
            name
        }
    }
}
