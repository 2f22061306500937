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

/// A distance between the vectors of both networks, example by example.
final class VectorObjective: Objective {
    let projection: VectorProjection
    private let kind: String
    private let term: String
    private let weight: ScheduledNumber
    private let distance: (_ student: Tensor, _ teacher: Tensor) throws -> Tensor

    var pathNames: [String: String] { ["projection": ""] }

    init(
        _ kind: String, term: String, weight: ScheduledNumber, for setting: MethodSetting,
        distance: @escaping (_ student: Tensor, _ teacher: Tensor) throws -> Tensor
    ) throws {
        _ = try setting.requireTeacher(for: kind)
        projection = try VectorProjection(for: setting)
        self.kind = kind
        self.term = term
        self.weight = weight
        self.distance = distance
    }

    func terms(_ step: DistillationStep) throws -> [LossTerm] {
        let (student, teacher) = try projection.vectors(step, for: kind)
        return [LossTerm(term, try distance(student, teacher), weight: weight.value(at: step))]
    }
}
