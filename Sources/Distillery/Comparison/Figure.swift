/// Means and deviations as the tables of a comparison write them; a dash where there is none.
enum Figure {
    /// `88.55 % ± 0.22`.
    static func percent(_ spread: Spread?) -> String {
        text(spread, { NumberFormat.percent($0) }) { NumberFormat.decimal(100 * $0, decimals: 2) }
    }

    /// `0.321 ± 0.004`.
    static func decimal(_ spread: Spread?) -> String {
        text(spread, { NumberFormat.decimal($0, decimals: 3) }) {
            NumberFormat.decimal($0, decimals: 3)
        }
    }

    /// `12.4 s`, and from two minutes on `2 min 05 s`.
    static func duration(_ spread: Spread?) -> String {
        guard let spread else { return "–" }
        return duration(seconds: spread.mean)
    }

    static func duration(seconds: Double) -> String {
        seconds < 120
            ? NumberFormat.decimal(seconds, decimals: seconds < 10 ? 2 : 1) + " s"
            : NumberFormat.duration(seconds: seconds)
    }

    static func bytes(_ spread: Spread?) -> String {
        guard let spread, let bytes = Int(exactly: spread.mean.rounded()) else { return "–" }
        return NumberFormat.bytes(bytes)
    }

    /// `330 k`; a dash for a method without parts of its own, nothing for the control.
    static func parameters(_ count: Int?) -> String {
        guard let count else { return "" }
        return count > 0 ? NumberFormat.count(count) : "–"
    }

    /// `+0.12 … +0.44`, in percentage points.
    static func interval(_ interval: ConfidenceInterval?) -> String {
        guard let interval else { return "" }
        return NumberFormat.points(interval.lower) + " … " + NumberFormat.points(interval.upper)
    }

    private static func text(
        _ spread: Spread?, _ mean: (Double) -> String, _ deviation: (Double) -> String
    ) -> String {
        guard let spread else { return "–" }
        guard let own = spread.standardDeviation else { return mean(spread.mean) }
        return mean(spread.mean) + " ± " + deviation(own)
    }
}
