import Torch

/// The scores of the teacher's attention: `weight · Σ_layers mean((A_s − A_t)²) + cross-entropy`.
///
/// `A = Q Kᵀ / √d` of each head, `[N, heads, length, length]`, before the softmax, as in TinyBERT; the
/// mean is one over heads and pairs of tokens that are no padding. Heads must be as many in both networks.
public struct AttentionRegression: Method {
    public static let kind = "attention-mse"
    public static let summary = "squared distance of attention's scores before the softmax"
    public static let paper = Paper(
        "Jiao et al.", "TinyBERT: Distilling BERT for Natural Language Understanding", 2020)
    public static let options: [MethodOption<Self>] = [
        .weight(\.weight), MethodOption("layers", \.layers), .labelWeight(\.labelWeight),
    ]

    public var weight: ScheduledNumber = 1
    public var layers = LayerMap.uniform
    public var labelWeight: ScheduledNumber = 1

    public init() {}

    public var needs: MethodNeeds { [.teacher, .labels, .taps, .tokens] }
    public var suits: Set<TaskKind> { Set(TaskKind.allCases) }

    public func makeObjective(for setting: MethodSetting) throws -> any Objective {
        let relations = try setting.attention(layers, for: Self.kind)
        return RelationObjective(
            Self.kind,
            [
                RelationObjective.Part(
                    name: "scores", relations: relations, measure: .squaredError, weight: weight)
            ],
            labelWeight: labelWeight)
    }
}
