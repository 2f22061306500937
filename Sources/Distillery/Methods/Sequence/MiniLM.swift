import Torch

/// The last layer's attention and how its values lie to one another:
/// `attention-weight · KL(P_t ‖ P_s) + value-weight · KL(R_t ‖ R_s) + cross-entropy`.
///
/// `P = softmax(Q Kᵀ / √d)` and `R = softmax(V Vᵀ / √d)` of each head over the tokens that are no padding;
/// divergences are means over heads and tokens. Widths may differ, heads may not.
public struct MiniLM: Method {
    public static let kind = "minilm"
    public static let summary = "attention and relations of values in the last layer"
    public static let paper = Paper(
        "Wang et al.",
        "MiniLM: Deep Self-Attention Distillation for Task-Agnostic Compression of Pre-Trained "
            + "Transformers", 2020)
    public static let options: [MethodOption<Self>] = [
        .weight(\.attentionWeight, key: "attention-weight"),
        .weight(\.valueWeight, key: "value-weight"), .labelWeight(\.labelWeight),
    ]

    public var attentionWeight: ScheduledNumber = 1
    public var valueWeight: ScheduledNumber = 1
    public var labelWeight: ScheduledNumber = 1

    public init() {}

    public var needs: MethodNeeds { [.teacher, .labels, .taps, .tokens] }
    public var suits: Set<TaskKind> { Set(TaskKind.allCases) }

    public func makeObjective(for setting: MethodSetting) throws -> any Objective {
        let attention = try setting.attention(.last, for: Self.kind)
        let values = try setting.relations(
            .values, .values, .last, heads: setting.likeHeads(for: Self.kind), for: Self.kind)
        return RelationObjective(
            Self.kind,
            [
                RelationObjective.Part(
                    name: "attention", relations: attention, weight: attentionWeight),
                RelationObjective.Part(name: "values", relations: values, weight: valueWeight),
            ], labelWeight: labelWeight)
    }
}
