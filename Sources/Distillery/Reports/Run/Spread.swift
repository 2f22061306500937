/// Mean and sample standard deviation of the same figure over several seeds.
public struct Spread: Codable, Sendable, Equatable {
    public var mean: Double
    /// Square root of the squared deviations' sum over n − 1; nil for a single value.
    public var standardDeviation: Double?
    /// Number of values.
    public var count: Int

    public init(mean: Double, standardDeviation: Double?, count: Int) {
        self.mean = mean
        self.standardDeviation = standardDeviation
        self.count = count
    }

    /// The spread of `values`; nil when there are none.
    public init?(_ values: [Double]) {
        guard !values.isEmpty else { return nil }
        count = values.count
        let mean = values.reduce(0, +) / Double(values.count)
        self.mean = mean
        if values.count > 1 {
            let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            standardDeviation = (squares / Double(values.count - 1)).squareRoot()
        }
    }

    /// True when there is one value only, so that nothing is known of its deviation.
    public var isSingle: Bool { count == 1 }
}

extension Spread: CustomStringConvertible {
    public var description: String {
        guard let standardDeviation else { return "\(mean) (a single value)" }
        return "\(mean) ± \(standardDeviation) (\(count) values)"
    }
}
