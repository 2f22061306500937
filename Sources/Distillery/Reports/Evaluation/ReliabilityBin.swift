/// One bar of a reliability diagram: the examples whose confidence falls into one interval.
public struct ReliabilityBin: Codable, Sendable, Equatable {
    /// Mean of the highest probability over the bin's examples; 0 when the bin is empty.
    public var confidence: Double
    /// Share of the bin's examples that were predicted rightly; 0 when the bin is empty.
    public var accuracy: Double
    /// Number of examples in the bin.
    public var count: Int

    public init(confidence: Double, accuracy: Double, count: Int) {
        self.confidence = confidence
        self.accuracy = accuracy
        self.count = count
    }
}
