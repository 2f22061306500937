import Torch

extension Evaluator {
    /// How good a teacher is on the validation examples that it has answered; nil where it has none.
    ///
    /// What it costs nobody knows: those figures are 0, times and rates no numbers.
    func evaluate(answersIn store: LabelStore) throws -> ModelEvaluation? {
        let places = try store.answered(in: data.validation)
        if let places, places.isEmpty { return nil }
        let teacher = try StoredTeacher(store, split: .val, device: data.device)
        var answers = data.form.noAnswers(to: data.validation)
        let loader = data.plainBatches(of: data.validation, at: places)
        while let batch = try loader.next() {
            try answers.add(try teacher.answer(batch).logits, to: batch)
        }
        return ModelEvaluation(
            name: store.description.teacher.name, examples: answers.indices.count,
            quality: try answers.quality(against: nil), parameters: 0, multiplyAdds: 0,
            fileBytes: 0, latencyMedianMilliseconds: .nan, latencyP95Milliseconds: .nan,
            examplesPerSecond: .nan, peakMemoryBytes: 0)
    }
}
