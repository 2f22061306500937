/// A row for each method: its mean gain, the confidence interval around it, and every seed.
struct GainPlot {
    var report: ComparisonReport
    var text: any ComparisonText

    /// Nil when no method has a gain.
    var html: HTML? {
        let drawn = report.methods.filter { $0.gain != nil }
        guard !drawn.isEmpty else { return nil }
        let axis = axis(drawn)
        let note = text.gainsNote(seeds: report.seeds.count, methods: drawn.count)
        return Section.html(text.gains, note: note) {
            HTML("div", ["class": "dots gains"]) {
                head(drawn)
                for result in drawn { row(result, axis) }
                HTML("div", ["class": "dots-row dots-axis", "aria-hidden": "true"]) {
                    HTML("span")
                    HTML("div", ["class": "track"]) {
                        for tick in axis.ticks {
                            HTML("span", ["style": left(axis.fraction(tick))]) {
                                signed(tick, axis)
                            }
                        }
                    }
                    HTML("span")
                }
            }
        }
    }

    /// What filled marks and rings mean, where both can be.
    private func head(_ drawn: [MethodResult]) -> HTML? {
        guard drawn.contains(where: { $0.gain?.interval != nil }) else { return nil }
        return HTML("div", ["class": "dots-head"]) {
            for standing in [Standing.better, .worse] {
                standing.marker.labelled(text.name(standing))
            }
            Standing.same.marker.labelled(text.withinChance)
        }
    }

    private func row(_ result: MethodResult, _ axis: Axis) -> HTML? {
        guard let gain = result.gain, let standing = result.standing else { return nil }
        let mean = axis.fraction(100 * gain.mean)
        let words = [
            result.label + ":", NumberFormat.points(gain.mean), Figure.interval(gain.interval),
            text.name(standing),
        ]
        return HTML(
            "div",
            [
                "class": "dots-row \(standing.styleClass)",
                "title": words.filter { !$0.isEmpty }.joined(separator: " "),
            ]
        ) {
            HTML("span", ["class": "name"]) { result.label }
            HTML("div", ["class": "track"]) {
                for tick in axis.ticks where tick != 0 {
                    HTML("s", ["style": left(axis.fraction(tick))])
                }
                HTML("s", ["class": "zero", "style": left(axis.fraction(0))])
                if let interval = gain.interval {
                    let start = axis.fraction(100 * interval.lower)
                    let width = 100 * (axis.fraction(100 * interval.upper) - start)
                    HTML("i", ["style": "\(left(start));width:\(width.coordinate)%"])
                }
                if gain.differences.count > 1 {
                    for difference in gain.differences {
                        HTML("u", ["style": left(axis.fraction(100 * difference))])
                    }
                }
                HTML("b", ["style": left(mean)]) { standing.marker.inline }
            }
            HTML("span", ["class": "value"]) {
                NumberFormat.points(gain.mean)
                HTML("small") { Figure.interval(gain.interval).unbroken }
            }
        }
    }

    private func axis(_ drawn: [MethodResult]) -> Axis {
        let ends = drawn.compactMap(\.gain).flatMap { gain in
            gain.differences + [gain.mean]
                + (gain.interval.map { [$0.lower, $0.upper] } ?? [])
        }
        return .linear(covering: ends.map { 100 * $0 } + [0], tickCount: 6)
    }

    private func signed(_ tick: Double, _ axis: Axis) -> String {
        let size = axis.tickLabel(abs(tick))
        return abs(tick) < 1e-9 ? "0" : (tick < 0 ? "−" : "+") + size
    }

    private func left(_ fraction: Double) -> String { "left:\((100 * fraction).coordinate)%" }
}
