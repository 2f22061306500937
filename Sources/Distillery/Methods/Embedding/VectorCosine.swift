import Torch

/// The direction of the teacher's vectors: `weight · mean_i (1 − cos(W v_s, v_t))`.
///
/// `v` is `[batch, width]` as the networks put it out, and `W` a linear layer where widths differ.
public struct VectorCosine: Method {
    public static let kind = "vector-cosine"
    public static let summary = "direction of texts' vectors"
    public static let paper = Paper(
        "Sanh et al.",
        "DistilBERT, a distilled version of BERT: smaller, faster, cheaper and lighter",
        2019)
    public static let options: [MethodOption<Self>] = [.weight(\.weight)]

    public var weight: ScheduledNumber = 1

    public init() {}

    public var needs: MethodNeeds { .teacher }
    public var suits: Set<TaskKind> { [.embedding] }

    public func makeObjective(for setting: MethodSetting) throws -> any Objective {
        try VectorObjective(Self.kind, term: "direction", weight: weight, for: setting) {
            student, teacher in
            try (1 - student.cosineSimilarity(to: teacher)).mean()
        }
    }
}
