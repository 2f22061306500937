import Torch

/// The teacher's vectors themselves: `weight · mean_i Σ (W v_s − v_t)²`.
///
/// `v` is `[batch, width]` as the networks put it out, and `W` a linear layer where widths differ. With
/// principal directions `C` of the teacher's vectors it is `Σ (v_s − C v_t)²`, `C v_t` of length 1 where
/// `v_s` is.
public struct VectorRegression: Method {
    public static let kind = "vector-mse"
    public static let summary = "squared distance of texts' vectors"
    public static let paper = Paper(
        "Reimers and Gurevych",
        "Making Monolingual Sentence Embeddings Multilingual using Knowledge Distillation", 2020)
    public static let options: [MethodOption<Self>] = [
        .weight(\.weight), MethodOption(choice: "projection", \.projection),
    ]

    public var weight: ScheduledNumber = 1
    /// How vectors of two widths come to one.
    public var projection = Projection.linear

    /// Ways to bring vectors of two widths to one.
    public enum Projection: String, CaseIterable, Sendable {
        /// A linear layer behind the student's, which is learned.
        case linear
        /// The teacher's onto their principal directions, where the student is narrower.
        case principal = "pca"
    }

    public init() {}

    public var needs: MethodNeeds { .teacher }
    public var suits: Set<TaskKind> { [.embedding] }

    public func makeObjective(for setting: MethodSetting) throws -> any Objective {
        try VectorObjective(
            Self.kind, term: "vectors", weight: weight, for: setting, projection: projection
        ) { student, teacher in
            try (student - teacher).square().sum(dimension: 1).mean()
        }
    }
}
