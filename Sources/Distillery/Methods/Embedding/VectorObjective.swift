import Torch

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
        projection: VectorRegression.Projection = .linear,
        distance: @escaping (_ student: Tensor, _ teacher: Tensor) throws -> Tensor
    ) throws {
        _ = try setting.requireTeacher(for: kind)
        self.projection = try VectorProjection(projection, for: setting, method: kind)
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
