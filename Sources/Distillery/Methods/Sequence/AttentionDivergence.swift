import Torch

/// What the teacher's tokens attend to: `weight · Σ_layers KL(P_t ‖ P_s) + cross-entropy`.
///
/// `P = softmax(Q Kᵀ / √d)` of each head over the tokens that are no padding; the divergence is the mean
/// over heads and tokens. Heads must be as many in both networks.
public struct AttentionDivergence: Method {
    public static let kind = "attention-kl"
    public static let summary = "divergence of what tokens attend to"
    public static let paper = Paper(
        "Wang et al.",
        "MiniLM: Deep Self-Attention Distillation for Task-Agnostic Compression of Pre-Trained "
            + "Transformers (its attention term, of any layers)", 2020)
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
            [RelationObjective.Part(name: "attention", relations: relations, weight: weight)],
            labelWeight: labelWeight)
    }
}
