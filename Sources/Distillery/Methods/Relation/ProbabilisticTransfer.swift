import Torch

/// Who an example's neighbours are, as probabilities: cosines to all others of the batch, over their sum.
///
/// `weight · mean(t · log((t + e) / (s + e))) + label-weight · cross-entropy` with `e = 10⁻⁷`, of `[batch,
/// batch]` probabilities by row; cosines are moved into 0…1.
public struct ProbabilisticTransfer: StatelessMethod {
    public static let kind = "pkt"
    public static let summary = "each example's neighbours in the batch, as probabilities"
    public static let paper = Paper(
        "Passalis and Tefas", "Learning Deep Representations with Probabilistic Knowledge Transfer",
        2018)
    public static let options: [MethodOption<Self>] =
        [.weight(\.weight), .labelWeight(\.labelWeight)] + MethodOption.taps(\.taps)

    public var weight: ScheduledNumber = 30000
    public var labelWeight: ScheduledNumber = 1
    /// What is compared; left open it is what the heads read.
    public var taps = TapChoice()

    private static let epsilon = 1e-7

    public init() {}

    public var needs: MethodNeeds { [.teacher, .labels, .taps, .wholeBatch] }
    public var suits: Set<TaskKind> { Set(TaskKind.allCases) }

    public func taps(in setting: MethodSetting) throws -> Taps {
        try setting.pairs(taps, at: .pooled, for: Self.kind).taps
    }

    public func terms(_ step: DistillationStep) throws -> [LossTerm] {
        let neighbours = try step.sumOverPairs { student, teacher in
            let own = try Self.neighbours(of: student) + Self.epsilon
            let taught = try Self.neighbours(of: teacher)
            return try (taught * ((taught + Self.epsilon) / own).logarithm()).mean()
        }
        return [
            LossTerm("neighbours", neighbours, weight: weight.value(at: step)),
            try .labels(step, weight: labelWeight),
        ]
    }

    /// `[batch, batch]`, each row a distribution over the examples.
    private static func neighbours(of features: Tensor) throws(TorchError) -> Tensor {
        let vectors = try features.vectors()
        let unit = try vectors / (vectors.norm(dimensions: [1], keeping: true) + epsilon)
        let near = try (unit.matrixProduct(with: unit.transposed(0, 1)) + 1) / 2
        return try near / near.sum(dimension: 1, keeping: true)
    }
}
