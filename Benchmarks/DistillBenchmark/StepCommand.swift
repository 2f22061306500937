import ArgumentParser
import Distillery
import Foundation
import Torch

/// Training steps on pictures in memory, by the step that the trainer takes.
struct StepCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "step", abstract: "Training steps; a unit is one step on one batch.")

    @Option(help: "The folder with data.pt and a weights file for each network.")
    var folder: String
    @Option(help: "The network that learns.") var student: String
    @Option(help: "The network that teaches; without one, labels do.") var teacher: String?
    @Option(help: "The threads of one operator.") var threads = 2
    @Option(help: "Pictures in a batch.") var batch = 64
    @Option(help: "Pictures in memory at once.") var microBatch: Int?

    func run() throws {
        Engine.threads = threads
        let pictures = try Pictures(at: file("data"))
        let example = try pictures.batch(0, size: 2).inputs
        let answering = try teacher.map {
            try ModuleTeacher(try network($0), example: example, device: .cpu)
        }
        let plan = TrainingPlan(
            batchSize: batch, microBatch: microBatch,
            optimizer: OptimizerPlan(
                kind: .sgd, learningRate: 0.05, momentum: 0.9, nesterov: true, weightDecay: 5e-4))
        let method: any StatelessMethod =
            answering == nil ? LabelLearning() : KnowledgeDistillation(temperature: 4, alpha: 0.9)
        let model = try network(student)
        model.setTraining(true)
        let step = try TrainingStep(model: model, method: method, teacher: answering, plan: plan)
        var number = 0
        try Portions.serve {
            defer { number += 1 }
            return try step(pictures.batch(number, size: batch))[MetricName.loss] ?? .nan
        }
    }

    private func network(_ name: String) throws -> any ImageClassifier {
        let configuration = ModelConfiguration(
            kind: name, classes: 10, imageSize: ImageSize(width: 32, height: 32))
        let model = try ModelCatalog.builtIn.makeModel(configuration)
        try model.load(weightsAt: file(name))
        return model
    }

    private func file(_ name: String) -> URL { URL(filePath: folder).appending(path: "\(name).pt") }
}

/// Pictures and labels in memory, channels last as the loader lays them out.
private struct Pictures {
    private let inputs: Tensor
    private let labels: Tensor
    private let count: Int

    init(at file: URL) throws {
        let entries = try StateDictionary.load(from: file).entries
        let tensors = Dictionary(
            try entries.map { ($0.name, try Tensor($0.tensor)) }, uniquingKeysWith: { $1 })
        guard let inputs = tensors["images"], let labels = tensors["labels"] else {
            throw ValidationError("'\(file.path)' holds no images and labels")
        }
        self.inputs = try inputs.to(.channelsLast)
        self.labels = labels
        count = labels.shape[0]
    }

    /// The batch of a number; after the last picture comes the first again.
    func batch(_ number: Int, size: Int) throws(TorchError) -> TensorBatch {
        let start = number % (count / size) * size
        return TensorBatch(
            indices: Array(start..<start + size),
            inputs: try inputs.slice(dimension: 0, from: start, to: start + size),
            targets: Targets(
                labels: try labels.slice(dimension: 0, from: start, to: start + size)))
    }
}
