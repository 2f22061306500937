/// Student's t distribution, of the mean of few normal values over its own estimated deviation.
public struct StudentT: Sendable, Equatable {
    /// Above 0; whole for one sample, fractional for Welch's comparison of two.
    public var degreesOfFreedom: Double

    public init(degreesOfFreedom: Double) { self.degreesOfFreedom = degreesOfFreedom }

    /// The probability of a value of at most `t`.
    public func cumulative(_ t: Double) -> Double {
        let tail =
            0.5
            * incompleteBeta(
                degreesOfFreedom / 2, 0.5, at: degreesOfFreedom / (degreesOfFreedom + t * t))
        return t > 0 ? 1 - tail : tail
    }

    /// The value that is not exceeded with `probability`, which is above 0 and below 1.
    public func quantile(_ probability: Double) -> Double {
        guard probability != 0.5 else { return 0 }
        guard probability > 0.5 else { return -quantile(1 - probability) }
        var (low, high) = (0.0, 1.0)
        while cumulative(high) < probability, high < 1e300 { (low, high) = (high, 2 * high) }
        // Halved until no number lies between the ends.
        while true {
            let middle = low + (high - low) / 2
            guard middle > low, middle < high else { return middle }
            if cumulative(middle) < probability { low = middle } else { high = middle }
        }
    }
}
