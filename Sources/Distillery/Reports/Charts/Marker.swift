/// The mark of a role: shape and colour both tell it, so that colour alone need not.
struct Marker {
    var role: ModelRole

    /// The mark around a point of a chart, `radius` units in size.
    func svg(x: Double, y: Double, radius: Double, style: String = "mark") -> HTML {
        let style = "\(style) \(role.styleClass)"
        switch role {
        case .student:
            return HTML(
                "circle",
                [
                    "class": style, "cx": x.coordinate, "cy": y.coordinate, "r": radius.coordinate,
                ])
        case .teacher:
            let half = radius * 0.9
            return polygon(
                [
                    (x - half, y - half), (x + half, y - half), (x + half, y + half),
                    (x - half, y + half),
                ],
                style)
        case .assistant:
            let half = radius * 1.1
            return polygon([(x, y - half), (x + half, y + half), (x - half, y + half)], style)
        case .control:
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

    /// The mark and the role's name, as the head of a column or an entry of a legend.
    func labelled(_ text: any ReportText) -> HTML {
        HTML("span", ["class": "role"]) {
            inline
            text.name(role)
        }
    }
}
