import Foundation
import Torch

/// Measures models on the validation examples of a run's data.
public final class Evaluator {
    public let data: TrainingData
    /// The teacher's logits, `[examples, classes]` row-major, to compare with.
    private var teacherLogits: [Float]?

    public init(data: TrainingData) { self.data = data }

    /// A model's answers to the validation examples.
    struct Answers {
        var logits: [Float]
        var labels: [Int]
        var indices: [Int]
    }

    func answers(of model: any Layer) throws -> Answers {
        let (logits, labels, indices) = try data.logits(of: model, on: data.validation)
        return Answers(logits: logits, labels: labels, indices: indices)
    }

    /// A teacher's answers to the validation examples, seen without augmentation.
    func answers(of teacher: any Teacher) throws -> Answers {
        let (logits, labels, indices) = try data.logits(on: data.validation) {
            try teacher.answer($0).logits
        }
        return Answers(logits: logits, labels: labels, indices: indices)
    }

    /// Takes a model's answers as what the following ones are compared with.
    func compareFromNowOn(with teacher: Answers) { teacherLogits = teacher.logits }

    /// Accuracy, agreement and cost of one model.
    func evaluate(
        _ model: any Classifier, answers: Answers, weights: URL?
    ) throws -> ModelEvaluation {
        let metrics = try ClassificationMetrics(
            logits: answers.logits, labels: answers.labels, classes: data.classNames.count,
            teacherLogits: teacherLogits)
        model.setTraining(false)
        let measured = try ModelMeasurement(of: model, on: data)
        return ModelEvaluation(
            name: model.name, metrics: metrics, parameters: model.parameterCount,
            multiplyAdds: try multiplyAdds(of: model), fileBytes: weights.map(fileSize) ?? 0,
            latencyMedianMilliseconds: measured.latencyMedianMilliseconds,
            latencyP95Milliseconds: measured.latencyP95Milliseconds,
            examplesPerSecond: measured.examplesPerSecond,
            peakMemoryBytes: measured.peakMemoryBytes)
    }

    /// Multiply-adds of one example; 0 where a part is a program, which cannot be recorded.
    private func multiplyAdds(of model: any Classifier) throws -> Int {
        guard !model.namedModules().contains(where: { $0.module is ScriptModule }) else { return 0 }
        return try withoutGradients {
            try Graph.trace(model, inputs: [data.exampleInput()]).cost.multiplyAdds
        }
    }

    /// The length of a file in bytes; 0 where there is none.
    func fileSize(_ url: URL) -> Int {
        let attributes = try? FileManager.default.attributesOfItem(atPath: url.path)
        return (attributes?[.size] as? Int) ?? 0
    }
}
