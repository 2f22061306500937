/// The range in which a true value lies with a stated confidence.
public struct ConfidenceInterval: Codable, Sendable, Equatable {
    public var lower: Double
    public var upper: Double

    public init(lower: Double, upper: Double) {
        self.lower = lower
        self.upper = upper
    }

    /// The interval around a mean whose standard error was estimated with so many degrees of freedom.
    public init(
        mean: Double, standardError: Double, degreesOfFreedom: Double, confidence: Double = 0.95
    ) {
        let reach =
            StudentT(degreesOfFreedom: degreesOfFreedom).quantile((1 + confidence) / 2)
            * standardError
        self.init(lower: mean - reach, upper: mean + reach)
    }
}
