import Torch

extension Run {
    /// What a report says of teachers beside the figures of each model.
    func teacherNotes(_ data: TrainingData, _ models: [TrainedModel]) throws -> [String] {
        try orderNotes(data) + memberNotes(data, models) + generationNotes(data, models)
            + taskNotes(data, models)
    }

    /// Teachers whose classes were matched by name.
    private func orderNotes(_ data: TrainingData) -> [String] {
        ((recipe.together?.together ?? []) + recipe.chain).compactMap { plan in
            guard plan.classes == nil, let path = plan.weights else { return nil }
            let remark = ModelSource(path: path).remark(onClasses: data.classNames, role: .teacher)
            return remark.map { $0.prefix(1).uppercased() + $0.dropFirst() + "." }
        }
    }

    /// How good each of several teachers is alone.
    private func memberNotes(
        _ data: TrainingData, _ models: [TrainedModel]
    ) throws -> [String] {
        try models.flatMap(\.members).map { member in
            "Teacher \(member.number ?? 1) (\(member.model.name)) alone: "
                + "\(try data.score(of: member.model))."
        }
    }

    /// How good the generations of a network are together, by the mean of their probabilities.
    private func generationNotes(
        _ data: TrainingData, _ models: [TrainedModel]
    ) throws -> [String] {
        let former = models.filter { $0.role == .teacher || $0.role == .assistant }
            .suffix(recipe.formerGenerations)
        guard recipe.formerGenerations > 0,
            let student = models.first(where: { $0.role == .student })
        else { return [] }
        let generations = former.map(\.model) + [student.model]
        let score = try data.score(of: EnsembleNetwork(generations, average: AnswerAverage()))
        return [
            "The \(generations.count) generations together (mean of their probabilities): "
                + "\(score)."
        ]
    }
}
