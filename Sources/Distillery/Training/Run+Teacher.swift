import Foundation
import Torch

extension Run {
    /// Where students find the teacher: in the store, in this process, or there with a store beside
    /// it; nil where the recipe has none.
    func teacherSource(
        _ teacher: TrainedModel?, _ store: LabelStore?, _ manifest: Manifest
    ) throws -> (any TeacherSource)? {
        if let store {
            return StoreSource(store, views: manifest.labelledViews, device: data.device)
        }
        guard let teacher else { return nil }
        let precision = recipe.training.precision.scalarType
        guard let views = try recipe.cachedViews(of: data) else {
            return NetworkSource(
                teacher.model, data: data, precision: precision, requireNoStop: requireNoStop,
                listener: listener)
        }
        return CacheSource(
            teacher.model, hash: try teacher.hash, in: folder.labels, data: data, views: views,
            precision: precision, requireNoStop: requireNoStop, listener: listener)
    }

    /// Notes how good a network that came with weights is, so that the curves show it.
    func recordTeacher(
        _ score: Double, of job: TrainingJob? = nil, _ environment: TrainingEnvironment
    ) throws {
        let role = job?.role ?? .teacher
        let values = [data.form.task.scoreMetric: score]
        let name = job?.number.map { "\(role.rawValue)-\($0)" } ?? role.rawValue
        let events = folder.url.appending(path: "events").appending(path: name)
        try EventFileWriter(folder: events).addScalars(values, step: 0)
        try environment.metrics.append(
            MetricPoint(
                kind: .evaluation, role: role, seed: nil, epoch: 0, step: 0, values: values))
    }

    /// Notes how good the teacher of a store was found to be.
    func record(_ store: LabelStore, _ environment: TrainingEnvironment) throws {
        guard let teacher = try validated(store) else { return }
        try recordTeacher(teacher.score ?? 0, environment)
    }

    /// The teacher's answers to the validation examples, and its figures; nil where the store does
    /// not have them.
    func storedTeacher(
        _ store: LabelStore, _ evaluator: Evaluator
    ) throws -> (any Answers, ModelEvaluation)? {
        guard let evaluation = try validated(store) else { return nil }
        let teacher = try StoredTeacher(store, split: .val, device: data.device)
        do {
            return (try evaluator.answers(of: teacher), evaluation)
        } catch LabelStoreError.noLabel {
            // A picture that could not be read when the teacher labelled, and can be now.
            return nil
        }
    }

    /// The teacher's figures on this run's validation examples; nil where the store was written
    /// with others, or with none.
    func validated(_ store: LabelStore) throws -> ModelEvaluation? {
        guard let evaluation = store.description.teacher.evaluation,
            let labels = store.description.labels(of: .val),
            labels.dataHash == (try data.validation.contentHash()),
            labels.view == data.view(of: .val)
        else { return nil }
        return evaluation
    }
}
