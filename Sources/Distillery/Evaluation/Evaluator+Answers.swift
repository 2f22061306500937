import Torch

extension Evaluator {
    /// How good a teacher is on the validation examples that it has answered; nil where it has none.
    ///
    /// What it costs nobody knows: those figures are 0, times and rates no numbers.
    func evaluate(answersIn store: LabelStore) throws -> ModelEvaluation? {
        let places = try store.answered(in: data.validation)
        if let places, places.isEmpty { return nil }
        let teacher = try StoredTeacher(store, split: .val, device: data.device)
        var logits: [Float] = []
        var labels: [Int] = []
        let loader = data.plainBatches(of: data.validation, at: places)
        while let batch = try loader.next() {
            logits += try teacher.answer(batch).logits.to(.float32).elements()
            labels += batch.indices.map { data.validation.label(at: $0) }
        }
        return ModelEvaluation(
            name: store.description.teacher.name,
            metrics: try ClassificationMetrics(
                logits: logits, labels: labels, classes: data.classNames.count, teacherLogits: nil),
            parameters: 0, multiplyAdds: 0, fileBytes: 0, latencyMedianMilliseconds: .nan,
            latencyP95Milliseconds: .nan, examplesPerSecond: .nan, peakMemoryBytes: 0)
    }
}
