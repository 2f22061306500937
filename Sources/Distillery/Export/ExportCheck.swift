import Foundation
import Torch

/// What came out when an exported file was run on real examples, beside the network that it came from.
public struct ExportCheck: Codable, Sendable, Equatable {
    public var format: ExportFormat
    /// The file's name, without its folder.
    public var file: String
    public var bytes: Int
    /// How many examples it answered.
    public var examples: Int
    /// The largest and the mean difference of an output.
    public var maximalDifference: Double
    public var meanDifference: Double
    /// The largest output of the network, by magnitude.
    public var largestOutput: Double
    /// The share of examples on which both choose the same class; nil where no class is chosen.
    public var agreement: Double?
    /// The task's score of the file and of the network on these examples; nil where nobody knows the truth.
    public var score: Double?
    public var networkScore: Double?
    /// Milliseconds for one example on one thread.
    public var latencyMilliseconds: Double
    /// What ran the file.
    public var runner: String

    /// The largest difference, relative to the largest output where that is over 1.
    public var relativeDifference: Double { maximalDifference / max(1, largestOutput) }

    /// What is outside a bound, in words; nil where nothing is.
    public func problem(_ bound: ExportBound) -> String? {
        if let limit = bound.difference, !(relativeDifference <= limit) {
            return "its outputs are off by \(NumberFormat.scientific(maximalDifference)), and "
                + "\(NumberFormat.scientific(limit * max(1, largestOutput))) is allowed"
        }
        if let score, let networkScore, !(networkScore - score <= bound.loss) {
            return "it loses \(NumberFormat.percent(networkScore - score)) of the score, and "
                + "\(NumberFormat.percent(bound.loss)) is allowed"
        }
        return nil
    }
}
