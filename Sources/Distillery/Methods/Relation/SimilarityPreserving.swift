import Torch

/// Which examples activate a network alike: products between the maps of every two of the batch.
///
/// `weight · Σ (G_s − G_t)² / batch² + label-weight · cross-entropy`, G `[batch, batch]` the products of
/// flattened maps, each row of length 1. Maps may be of any size and channels.
public struct SimilarityPreserving: StatelessMethod {
    public static let kind = "similarity-preserving"
    public static let summary = "which examples of a batch activate the network alike"
    public static let paper = Paper(
        "Tung and Mori", "Similarity-Preserving Knowledge Distillation", 2019)
    public static let options: [MethodOption<Self>] =
        [.weight(\.weight), .labelWeight(\.labelWeight)] + MethodOption.taps(\.taps)

    public var weight: ScheduledNumber = 3000
    public var labelWeight: ScheduledNumber = 1
    /// What is compared; left open it is the end of the last stage.
    public var taps = TapChoice()

    public init() {}

    public var needs: MethodNeeds { [.teacher, .labels, .taps, .wholeBatch] }
    public var suits: Set<TaskKind> { Set(TaskKind.allCases) }

    public func taps(in setting: MethodSetting) throws -> Taps {
        try setting.pairs(taps, at: .lastStage, for: Self.kind).taps
    }

    public func terms(_ step: DistillationStep) throws -> [LossTerm] {
        // The mean over all pairs is the sum over batch².
        let similarity = try step.sumOverPairs { student, teacher in
            try Self.similarity(student).squaredError(from: Self.similarity(teacher))
        }
        return [
            LossTerm("similarity", similarity, weight: weight.value(at: step)),
            try .labels(step, weight: labelWeight),
        ]
    }

    /// `[batch, batch]`, rows of length 1.
    private static func similarity(_ features: Tensor) throws(TorchError) -> Tensor {
        let vectors = try features.vectors()
        return try vectors.matrixProduct(with: vectors.transposed(0, 1)).withUnitLength(along: 1)
    }
}
