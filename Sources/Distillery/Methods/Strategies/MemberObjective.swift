import Torch

/// A method at work between the student and one of several teachers.
final class MemberObjective: Objective {
    let inner: any Objective
    private let place: Int
    private let weight: Double

    /// - Parameters:
    ///   - place: which of the teachers it is, from 0.
    ///   - weight: what all terms but the labels' are multiplied by.
    init(_ inner: any Objective, place: Int, weight: Double) {
        self.inner = inner
        self.place = place
        self.weight = weight
    }

    var taps: Taps {
        let prefix = EnsembleSource.prefix(of: place)
        return Taps(student: inner.taps.student, teacher: inner.taps.teacher.map { prefix + $0 })
    }

    var phases: [TrainingPhase] { inner.phases }
    var comparesExamples: Bool { inner.comparesExamples }
    var partsOptimizer: OptimizerPlan? { inner.partsOptimizer }
    var asksTeacher: Bool { inner.asksTeacher }

    func batch(for loaded: TensorBatch) throws -> TensorBatch { try inner.batch(for: loaded) }

    func terms(_ step: DistillationStep) throws -> [LossTerm] {
        var own = step
        guard step.members.indices.contains(place) else { throw MethodError.noTeacher }
        own.teacher = step.members[place].logits
        own.teacherTaps = step.members[place].taps
        return try inner.terms(own).map { term in
            var weighted = term
            if term.name != LossTerm.labels { weighted.weight *= weight }
            return weighted
        }
    }
}
