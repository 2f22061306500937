import Torch

/// One named part of a loss.
public struct LossTerm {
    /// The name under which metrics show the term.
    public var name: String
    /// A scalar with its graph, before weighting.
    public var value: Tensor
    public var weight: Double

    public init(_ name: String, _ value: Tensor, weight: Double = 1) {
        self.name = name
        self.value = value
        self.weight = weight
    }

    /// The name of the cross-entropy with the labels, which a list of methods has once.
    public static let labels = "hard"

    /// What the student loses against the labels.
    public static func labels(
        _ step: DistillationStep, weight: ScheduledNumber = 1
    ) throws(TorchError) -> LossTerm {
        LossTerm(
            labels, try step.targets.loss(of: step.student), weight: weight.value(at: step))
    }
}

extension [LossTerm] {
    /// The sum of the terms times their weights; terms of no weight are left out.
    public func weightedSum() throws(TorchError) -> Tensor {
        var total: Tensor?
        for term in self where term.weight != 0 {
            let weighted = try term.weight == 1 ? term.value : term.value * term.weight
            total = try total.map { former throws(TorchError) in try former + weighted } ?? weighted
        }
        if let total { return total }
        return try Tensor(scalar: Float(0))
    }
}
