import ArgumentParser
import Distillery
import Foundation
import Torch

/// Training steps on texts in memory, from labels that a teacher gave before.
struct TextStepCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "text-step",
        abstract: "Training steps on texts; a unit is one step on one batch.")

    @Option(help: "The folder with tokens.pt and a folder for each network.") var folder: String
    @Option(help: "The network that learns.") var student: String
    @Option(help: "The threads of one operator.") var threads = 2
    @Option(help: "Texts in a batch.") var batch = 32
    @Option(help: "For so many steps nothing is dropped out, to compare the sides.")
    var compared = 0

    func run() throws {
        Engine.threads = threads
        let inputs = try TextInputs(URL(filePath: folder))
        let file = URL(filePath: folder).appending(path: "stored.pt")
        let logits = try StateDictionary.load(from: file).tensor("logits")
        let labels = try LabelledPictures(count: inputs.count, classes: logits.shape[1])
        try labels.fill(labels.makeWriter(), size: batch) {
            try logits.slice(dimension: 0, from: $0.lowerBound, to: $0.upperBound)
        }
        let teacher = try StoredTeacher(LabelStore(labels.folder))
        // What is mapped stays when the files are gone.
        labels.remove()
        let plan = TrainingPlan(
            batchSize: batch,
            optimizer: OptimizerPlan(kind: .adamw, learningRate: 1e-4, weightDecay: 0.01))
        let model = try inputs.network(student)
        let step = try TrainingStep(
            model: model, method: KnowledgeDistillation(temperature: 4, alpha: 0.9),
            teacher: teacher, plan: plan)
        var number = 0
        model.setTraining(false)
        try Portions.serve {
            if number == compared { model.setTraining(true) }
            var loaded = try inputs.batch(number, size: batch)
            loaded.ids = labels.ids(loaded.indices)
            number += 1
            return try step(loaded)[MetricName.loss] ?? .nan
        }
    }
}
