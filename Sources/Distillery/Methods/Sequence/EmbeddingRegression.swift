import Torch

/// What enters the teacher's first layer: `weight · mean((W e_s − e_t)²) + cross-entropy`.
///
/// `e` is the sum of vectors of words, positions and segments after its normalisation, `[N, length,
/// width]`; the mean is one over the tokens that are no padding, and `W` is a linear layer where widths
/// differ.
public struct EmbeddingRegression: Method {
    public static let kind = "embedding-mse"
    public static let summary = "squared distance of what enters the first layer"
    public static let paper = Paper(
        "Jiao et al.", "TinyBERT: Distilling BERT for Natural Language Understanding", 2020)
    public static let options: [MethodOption<Self>] = [
        .weight(\.weight), .labelWeight(\.labelWeight),
    ]

    public var weight: ScheduledNumber = 1
    public var labelWeight: ScheduledNumber = 1

    public init() {}

    public var needs: MethodNeeds { [.teacher, .labels, .taps, .tokens] }
    public var suits: Set<TaskKind> { Set(TaskKind.allCases) }

    public func makeObjective(for setting: MethodSetting) throws -> any Objective {
        try StateObjective(
            Self.kind, term: "embeddings", [setting.embeddingPair(for: Self.kind)],
            weight: weight, labelWeight: labelWeight)
    }
}
