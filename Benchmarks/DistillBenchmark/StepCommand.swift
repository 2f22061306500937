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
    @Flag(help: "The teacher labels the pictures first, and the steps learn from the store.")
    var stored = false
    @Option(help: "The threads of one operator.") var threads = 2
    @Option(help: "Pictures in a batch.") var batch = 64
    @Option(help: "Pictures in memory at once.") var microBatch: Int?

    func run() throws {
        Engine.threads = threads
        let inputs = BenchmarkInputs(URL(filePath: folder))
        var pictures = try inputs.pictures()
        let example = try pictures.batch(0, size: 2).inputs
        var answering: (any Teacher)? = try teacher.map {
            try ModuleTeacher(try inputs.network($0), example: example, device: .cpu)
        }
        if stored, let live = answering {
            let labels = try LabelledPictures(count: pictures.count)
            try labels.fill(labels.makeWriter(), size: batch) {
                try live.answer(pictures.batch($0)).logits
            }
            answering = try StoredTeacher(LabelStore(labels.folder))
            // What is mapped stays when the files are gone.
            labels.remove()
            pictures.ids = labels.ids(0..<pictures.count)
        }
        let plan = TrainingPlan(
            batchSize: batch, microBatch: microBatch,
            optimizer: OptimizerPlan(
                kind: .sgd, learningRate: 0.05, momentum: 0.9, nesterov: true, weightDecay: 5e-4))
        let method: any StatelessMethod =
            answering == nil ? LabelLearning() : KnowledgeDistillation(temperature: 4, alpha: 0.9)
        let model = try inputs.network(student)
        model.setTraining(true)
        let step = try TrainingStep(model: model, method: method, teacher: answering, plan: plan)
        var number = 0
        try Portions.serve {
            defer { number += 1 }
            return try step(pictures.batch(number, size: batch))[MetricName.loss] ?? .nan
        }
    }
}
