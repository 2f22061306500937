import Torch

/// The teacher's vectors themselves: `weight · mean_i Σ (W v_s − v_t)²`.
///
/// `v` is `[batch, width]` as the networks put it out, and `W` a linear layer where widths differ.
public struct VectorRegression: Method {
    public static let kind = "vector-mse"
    public static let summary = "squared distance of texts' vectors"
    public static let paper = Paper(
        "Reimers and Gurevych",
        "Making Monolingual Sentence Embeddings Multilingual using Knowledge Distillation", 2020)
    public static let options: [MethodOption<Self>] = [.weight(\.weight)]

    public var weight: ScheduledNumber = 1

    public init() {}

    public var needs: MethodNeeds { .teacher }
    public var suits: Set<TaskKind> { [.embedding] }

    public func makeObjective(for setting: MethodSetting) throws -> any Objective {
        try VectorObjective(Self.kind, term: "vectors", weight: weight, for: setting) {
            student, teacher in
            try (student - teacher).square().sum(dimension: 1).mean()
        }
    }
}
