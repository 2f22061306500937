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
            let top1 = NumberFormat.percent(try data.top1(of: member.model))
            return "Teacher \(member.number ?? 1) (\(member.model.name)) alone: "
                + "top-1 \(top1)."
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
        let top1 = try data.top1(of: EnsembleNetwork(generations, average: AnswerAverage()))
        return [
            "The \(generations.count) generations together (mean of their probabilities): top-1 "
                + "\(NumberFormat.percent(top1))."
        ]
    }
}
