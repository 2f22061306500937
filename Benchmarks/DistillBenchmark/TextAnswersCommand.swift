import ArgumentParser
import Distillery
import Foundation
import Torch

/// A frozen network's answers to texts: to batches of tokens, or to texts as they come.
struct TextAnswersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "text-answers",
        abstract: "Answers to texts; a unit is one full batch, or all lines of a file.")

    @Option(help: "The folder with tokens.pt and a folder for each network.") var folder: String
    @Option(help: "The network that answers.") var network: String
    @Option(help: "The threads of one operator.") var threads = 2
    @Option(help: "Texts in a batch.") var batch = 32
    @Option(help: "A file of texts beside tokens.pt, a line each, instead of full batches.")
    var lines: String?

    func run() throws {
        Engine.threads = threads
        Engine.keepFreedMemory()
        let url = URL(filePath: folder)
        guard let lines else {
            let input = try StateDictionary.load(from: url.appending(path: "full.pt"))
                .tensor("tokens")
            let network = try TextFolder(url.appending(path: network)).load().network
            let answering = try ModuleTeacher(network, example: input, device: .cpu)
            let full = TensorBatch(
                indices: Array(0..<batch), inputs: input,
                targets: Targets(labels: try Tensor([Int64](repeating: 0, count: batch))))
            return try Portions.serve {
                try answering.answer(full).logits.absoluteValue().mean().item()
            }
        }
        let predictor = try Predictor(at: url.appending(path: network).path)
        let texts = try String(contentsOf: url.appending(path: lines), encoding: .utf8)
            .split(separator: "\n").enumerated()
            .map { TextExample(id: ExampleID("\($0)"), text: String($1)) }
        try Portions.serve {
            let answers = try predictor.answers(to: texts)
            // Weighted by place, so that answers in another order show.
            return answers.enumerated().reduce(0) { sum, answer in
                sum + Double(answer.offset + 1) * answer.element.probabilities[0]
            }
        }
    }
}
