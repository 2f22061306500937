/// How long a network takes for one text of so many tokens.
public struct LengthLatency: Codable, Sendable, Equatable {
    public var tokens: Int
    /// Median time of a forward pass.
    public var milliseconds: Double

    public init(tokens: Int, milliseconds: Double) {
        self.tokens = tokens
        self.milliseconds = milliseconds
    }
}

extension Sequence<ModelEvaluation> {
    /// The lengths that were measured, the shortest first.
    var measuredLengths: [Int] {
        Set(flatMap(\.latencyByLength).map(\.tokens)).sorted()
    }
}

extension ModelEvaluation {
    /// The median time in milliseconds for a text of so many tokens; nil where it was not measured.
    func latency(tokens: Int) -> Double? {
        latencyByLength.first { $0.tokens == tokens }?.milliseconds
    }
}
