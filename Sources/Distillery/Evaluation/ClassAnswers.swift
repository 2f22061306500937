import Torch

/// Logits of classes, with the labels.
struct ClassAnswers: Answers {
    let classes: Int
    /// `[examples, classes]`, row-major.
    private(set) var logits: [Float] = []
    private(set) var labels: [Int] = []
    private(set) var indices: [Int] = []
    private let dataset: any Dataset

    init(classes: Int, of dataset: any Dataset) {
        self.classes = classes
        self.dataset = dataset
    }

    mutating func add(_ output: Tensor, to batch: TensorBatch) throws {
        logits += try output.to(.float32).elements()
        labels += batch.indices.map { dataset.label(at: $0) }
        indices += batch.indices
    }

    func quality(against teacher: (any Answers)?) throws -> AnswerQuality {
        try ClassificationMetrics(
            logits: logits, labels: labels, classes: classes,
            teacherLogits: (teacher as? ClassAnswers)?.logits
        ).quality
    }
}
