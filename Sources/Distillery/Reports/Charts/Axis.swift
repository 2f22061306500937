import Foundation

/// One dimension of a chart: the interval it shows, linear or logarithmic, and its ticks.
struct Axis: Sendable, Equatable {
    /// The interval that is shown; `lower` is less than `upper`.
    let lower: Double
    let upper: Double
    let isLogarithmic: Bool
    let ticks: [Double]

    /// Where `value` lies between the ends: 0 at `lower`, 1 at `upper`.
    func fraction(_ value: Double) -> Double {
        isLogarithmic
            ? log(value / lower) / log(upper / lower) : (value - lower) / (upper - lower)
    }

    /// An axis over `values` whose ends and ticks are round numbers: 1, 2 or 5 times a power of ten.
    ///
    /// Values that are not finite do not count.
    static func linear(
        covering values: [Double], tickCount: Int = 5, endsAtTicks: Bool = true
    ) -> Axis {
        let finite = values.filter(\.isFinite)
        var lowest = finite.min() ?? 0
        var highest = finite.max() ?? 1
        if highest - lowest < max(abs(highest), abs(lowest)) * 1e-9 || highest == lowest {
            let margin = highest == 0 ? 1 : abs(highest) * 0.05
            (lowest, highest) = (lowest - margin, highest + margin)
        }
        let step = roundStep((highest - lowest) / Double(tickCount))
        // The tolerance keeps a value that is a tick, but for rounding, from asking for one more.
        let tolerance = endsAtTicks ? 1e-9 : -1e-9
        let first = (lowest / step + tolerance).rounded(endsAtTicks ? .down : .up)
        let last = (highest / step - tolerance).rounded(endsAtTicks ? .up : .down)
        let ticks = stride(from: first, through: last, by: 1).map { $0 * step }
        return Axis(
            lower: endsAtTicks ? first * step : lowest, upper: endsAtTicks ? last * step : highest,
            isLogarithmic: false, ticks: ticks)
    }

    /// A logarithmic axis over the positive ones of `values`, with some room at its ends.
    static func logarithmic(covering values: [Double]) -> Axis {
        let positive = values.filter { $0.isFinite && $0 > 0 }
        let lowest = positive.min() ?? 1
        let highest = positive.max() ?? 1
        let room = pow(max(highest / lowest, 2), 0.18)
        let (lower, upper) = (lowest / room, highest * room)
        let decades = Int(log10(lower).rounded(.down))...Int(log10(upper).rounded(.up))
        // The finest of these that does not crowd the axis.
        let tenths = [1, 2, 5].map { step in
            stride(from: 10, to: 100, by: step).map { Double($0) / 10 }
        }
        let mantissas = tenths + [[1, 1.5, 2, 3, 5, 7], [1, 2, 5], [1, 3], [1]]
        let choices = mantissas.map { steps in
            decades.flatMap { decade in steps.map { $0 * pow(10, Double(decade)) } }
                .filter { (lower...upper).contains($0) }
        }
        let ticks = choices.first { $0.count <= 5 } ?? everyOther(choices.last ?? [])
        return Axis(lower: lower, upper: upper, isLogarithmic: true, ticks: ticks)
    }

    /// The decades that a very long logarithmic axis names.
    private static func everyOther(_ decades: [Double]) -> [Double] {
        let stride = (decades.count + 4) / 5
        return decades.enumerated().filter { $0.offset.isMultiple(of: stride) }.map(\.element)
    }

    private static func roundStep(_ step: Double) -> Double {
        let power = pow(10, log10(step).rounded(.down))
        return switch step / power {
        case ...1.0000001: power
        case ...2: 2 * power
        case ...5: 5 * power
        default: 10 * power
        }
    }
}

extension Axis {
    /// The text of a tick, with as many decimals as the distance of a linear axis's ticks needs.
    func tickLabel(_ value: Double) -> String {
        guard ticks.count > 1, !isLogarithmic else { return Self.shortest(value) }
        let step = abs(ticks[1] - ticks[0])
        if step < 1e-3, value != 0 { return Self.shortest(value) }
        let decimals = max(0, Int((-log10(step) - 1e-9).rounded(.up)))
        return NumberFormat.decimal(value, decimals: decimals)
    }

    /// The shortest text of a number's four leading digits: `0.05`, `250`, `1e-4`.
    static func shortest(_ value: Double) -> String {
        guard value.isFinite, value != 0 else { return value == 0 ? "0" : "–" }
        let exponent = Int((log10(abs(value)) + 1e-9).rounded(.down))
        let unit = pow(10, Double(exponent))
        let leading = (value / unit * 1000).rounded() / 1000
        return (-3...4).contains(exponent)
            ? String(format: "%g", leading * unit) : String(format: "%ge%d", leading, exponent)
    }
}
