/// A row for each class with one mark for each model, at the share of the class it recognises.
struct ClassDotPlot {
    var report: RunReport
    var text: any ReportText
    var tallies: [(role: ModelRole, tally: ConfusionTally)]

    /// The plot of `classes`, in this order.
    func html(_ classes: [Int]) -> HTML {
        let axis = axis(classes)
        return HTML("div", ["class": "dots"]) {
            HTML("div", ["class": "dots-head"]) {
                for entry in tallies { Marker(role: entry.role).labelled(text.name(entry.role)) }
            }
            for index in classes { row(index, axis) }
            HTML("div", ["class": "dots-row dots-axis", "aria-hidden": "true"]) {
                HTML("span")
                HTML("div", ["class": "track"]) {
                    for tick in axis.ticks {
                        HTML("span", ["style": left(axis.fraction(tick))]) {
                            axis.tickLabel(tick) + " %"
                        }
                    }
                }
                HTML("span")
            }
        }
    }

    private func row(_ index: Int, _ axis: Axis) -> HTML {
        let shares = tallies.compactMap { entry in
            entry.tally.recall(index).map { (role: entry.role, share: 100 * $0) }
        }
        let values = shares.map {
            text.name($0.role) + " " + NumberFormat.percent($0.share / 100, decimals: 1)
        }
        let name = report.className(index)
        return HTML(
            "div",
            [
                "class": "dots-row", "title": name + ": " + values.joined(separator: ", "),
            ]
        ) {
            HTML("span", ["class": "name"]) { name }
            HTML("div", ["class": "track"]) {
                for tick in axis.ticks { HTML("s", ["style": left(axis.fraction(tick))]) }
                if let low = shares.map(\.share).min(), let high = shares.map(\.share).max() {
                    let start = axis.fraction(low)
                    HTML(
                        "i",
                        [
                            "style":
                                "\(left(start));width:\((100 * (axis.fraction(high) - start)).coordinate)%"
                        ])
                }
                for entry in shares.reversed() {
                    HTML("b", ["style": left(axis.fraction(entry.share))]) {
                        Marker(role: entry.role).inline
                    }
                }
            }
            HTML("span", ["class": "value"]) { difference(shares) }
        }
    }

    /// The student's share, and what it lost or won against the teacher.
    private func difference(_ shares: [(role: ModelRole, share: Double)]) -> HTML {
        let student = shares.first { $0.role == .student }?.share
        let teacher = shares.first { $0.role == .teacher }?.share
        return HTML([
            HTML(
                text: (student ?? shares.first?.share).map { NumberFormat.decimal($0, decimals: 1) }
                    ?? "–"),
            HTML("small") {
                if let student, let teacher {
                    NumberFormat.points((student - teacher) / 100, decimals: 1)
                }
            },
        ])
    }

    private func axis(_ classes: [Int]) -> Axis {
        let shares = tallies.flatMap { entry in
            classes.compactMap { entry.tally.recall($0) }.map { 100 * $0 }
        }
        return .linear(covering: shares + [100], tickCount: 4)
    }

    private func left(_ fraction: Double) -> String { "left:\((100 * fraction).coordinate)%" }
}
