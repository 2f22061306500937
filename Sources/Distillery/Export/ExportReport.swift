/// What an export wrote, and what came out when it was run.
public struct ExportReport: Codable, Sendable, Equatable {
    public var dataset: String
    /// The network's own, for the same examples.
    public var networkBytes: Int
    public var networkLatencyMilliseconds: Double
    public var checks: [ExportCheck]
}
