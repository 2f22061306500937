import Foundation
import Torch

/// Measures models on the validation examples of a run's data.
public final class Evaluator {
    public let data: TrainingData
    /// The teacher's answers, to compare with.
    private var teacher: (any Answers)?

    public init(data: TrainingData) { self.data = data }

    func answers(of model: any Layer) throws -> any Answers {
        try data.answers(of: model, on: data.validation)
    }

    /// A teacher's answers to the validation examples, seen without augmentation.
    func answers(of teacher: any Teacher) throws -> any Answers {
        try data.answers(on: data.validation) { try teacher.answer($0).logits }
    }

    /// Takes a model's answers as what the following ones are compared with.
    func compareFromNowOn(with teacher: any Answers) { self.teacher = teacher }

    /// The figures of a model's answers, and its cost.
    func evaluate(
        _ model: any Classifier, answers: any Answers, weights: URL?
    ) throws -> ModelEvaluation {
        let quality = try answers.quality(against: teacher)
        model.setTraining(false)
        let measured = try ModelMeasurement(of: model, on: data)
        return ModelEvaluation(
            name: model.name, examples: answers.indices.count, quality: quality,
            parameters: model.parameterCount,
            multiplyAdds: try multiplyAdds(of: model), fileBytes: weights?.fileSize ?? 0,
            latencyMedianMilliseconds: measured.latencyMedianMilliseconds,
            latencyP95Milliseconds: measured.latencyP95Milliseconds,
            examplesPerSecond: measured.examplesPerSecond,
            peakMemoryBytes: measured.peakMemoryBytes,
            latencyByLength: measured.latencyByLength)
    }

    /// Multiply-adds of one example; 0 where a part is a program, which cannot be recorded.
    private func multiplyAdds(of model: any Classifier) throws -> Int {
        guard !model.namedModules().contains(where: { $0.module is ScriptModule }) else { return 0 }
        return try withoutGradients {
            try Graph.trace(model, inputs: [data.exampleInput()]).cost.multiplyAdds
        }
    }
}

extension URL {
    /// The length of the file in bytes; 0 where there is none.
    var fileSize: Int {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return (attributes?[.size] as? Int) ?? 0
    }
}
