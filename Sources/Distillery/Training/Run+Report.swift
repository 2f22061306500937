import Foundation
import Torch

extension Run {
    /// Evaluates all models, and writes `report.json` and `report.html`.
    ///
    /// - Parameter store: the teacher's answers, where that is all that there is of it.
    func report(
        _ models: [TrainedModel], _ store: LabelStore?, manifest: Manifest,
        _ environment: TrainingEnvironment
    ) throws -> RunReport {
        let data = environment.data
        let evaluator = Evaluator(data: data)
        var answers: [ModelRole: any Answers] = [:]
        var entries: [RunReport.Model] = []
        if let store, let (own, evaluation) = try storedTeacher(store, evaluator) {
            if let own { evaluator.compareFromNowOn(with: own) }
            answers[.teacher] = own
            entries.append(.teacher, evaluation, seed: nil)
        }
        for trained in models {
            try requireNoStop()
            let own = try evaluator.answers(of: trained.model)
            if trained.role == .teacher, models.count > 1 {
                evaluator.compareFromNowOn(with: own)
            }
            if answers[trained.role] == nil { answers[trained.role] = own }
            var evaluation = try evaluator.evaluate(
                trained.model, answers: own, weights: trained.weights)
            if trained.role == .teacher { evaluation.forgetComparison() }
            if !trained.members.isEmpty {
                evaluation.fileBytes = trained.members.reduce(0) { sum, member in
                    sum + member.weights.fileSize
                }
            }
            entries.append(trained.role, evaluation, seed: trained.seed)
        }
        var disagreements: [Disagreement] = []
        if let teacher = answers[.teacher] as? ClassAnswers,
            let student = answers[.student] as? ClassAnswers
        {
            disagreements = try evaluator.disagreements(teacher: teacher, student: student)
        }
        for remark in data.remarks { environment.listener(.warning(remark)) }
        let points = try MetricsLog.read(folder.metrics)
        let report = RunReport(
            title: heading(data, entries),
            method: (recipe.student == nil ? LabelLearning() : recipe.method.method).title,
            dataset: "\(data.validation.name)/\(data.validation.split.rawValue)",
            classNames: data.classNames, seconds: trainingSeconds(of: models),
            models: entries, curves: RunReport.Curve.all(of: points),
            disagreements: disagreements,
            notes: try notes(data, models, store, isCompared: answers[.teacher] != nil),
            recipe: try recipe.yaml(),
            facts: manifest.facts)
        try report.write(into: folder.url)
        return report
    }

    /// What the page is called: `resnet8 → cnn on fashion-mnist`.
    private func heading(_ data: TrainingData, _ models: [RunReport.Model]) -> String {
        let roles: [ModelRole] = [.teacher, .assistant, .student]
        let names = models.filter { roles.contains($0.role) }.map(\.name)
        return "\(names.joined(separator: " → ")) on \(data.validation.name)"
    }

    private func notes(
        _ data: TrainingData, _ models: [TrainedModel], _ store: LabelStore?, isCompared: Bool
    ) throws -> [String] {
        var notes = data.remarks
        if let store {
            notes.append(
                "The teacher's answers are those of the label store '\(store.url.relativePath)'; "
                    + (isCompared
                        ? "its figures were measured when it was written."
                        : "it has none to these validation examples, so that nothing is compared "
                            + "with the teacher."))
        }
        if recipe.control, recipe.student != nil, !(recipe.method.method is LabelLearning),
            let reason = recipe.whyNoControl(on: data)
        {
            notes.append(reason)
        }
        let keeps = recipe.training.keep
        notes.append(
            keeps == .last
                ? "Figures are those of the last epoch; the validation examples chose nothing."
                : "Figures are those of the best epoch on the same validation examples, "
                    + "so they flatter every model a little.")
        notes += try teacherNotes(data, models)
        for trained in models.flatMap(\.all) {
            guard let job = trained.job,
                let progress = try? Checkpoint.progress(at: folder.lastCheckpoint(of: job)),
                let best = progress.best
            else { continue }
            let number = job.number.map { " \($0)" } ?? ""
            notes.append(
                "\(job.role.rawValue)\(number) (seed \(job.seed)): best epoch \(best.epoch) of "
                    + "\(progress.epoch), \(TaskScore(data.form.task, best.score)).")
        }
        return notes
    }

    private func trainingSeconds(of models: [TrainedModel]) -> Double {
        models.flatMap(\.all).reduce(0) { sum, trained in
            guard let job = trained.job else { return sum }
            let progress = try? Checkpoint.progress(at: folder.lastCheckpoint(of: job))
            return sum + (progress?.seconds ?? 0)
        }
    }
}

extension [RunReport.Model] {
    /// Adds an evaluation to its role's model, in the order of first appearance.
    fileprivate mutating func append(
        _ role: ModelRole, _ evaluation: ModelEvaluation, seed: UInt64?
    ) {
        let entry = RunReport.SeedEvaluation(seed: seed, evaluation: evaluation)
        if role != .assistant, let index = firstIndex(where: { $0.role == role }) {
            self[index].evaluations.append(entry)
        } else {
            append(.init(role: role, name: evaluation.name, evaluations: [entry]))
        }
    }
}

extension ModelEvaluation {
    /// A teacher is not compared with itself.
    mutating func forgetComparison() {
        quality.agreement = nil
        quality.meanKL = nil
        quality.teacherSpearman = nil
    }
}
