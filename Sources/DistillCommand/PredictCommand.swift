import ArgumentParser
import Distillery
import Foundation
import Torch

/// `distill predict`: what a finished model answers.
struct PredictCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "predict",
        abstract: "Ask a run's student about texts, pairs of texts, or pictures.",
        discussion: """
            Two texts are a pair. Without inputs a line of standard input is a text, a tab parts the \
            texts of a pair. A folder stands for the pictures in it.

              distill predict runs/address-matching 北京市海淀区中关村大街1号 北京海淀中关村大街1号
              distill predict runs/demo photo.jpg pictures/ --json
              cut -f1,2 pairs.tsv | distill predict runs/address-matching
            """)

    @Argument(help: "A run's or a model's folder.", completion: .directory)
    var model: String

    @Argument(help: "A text, both texts of a pair, or pictures.", completion: .file())
    var inputs: [String] = []

    @Option(help: "Which model of a run: student, teacher or control.")
    var role = ModelRole.student.rawValue

    @Option(help: "cpu, cuda, cuda:N or mps.")
    var device = "cpu"

    @Option(help: "Threads of one operator.")
    var threads: Int?

    @Flag(help: "Print one JSON object a line.")
    var json = false

    /// So many lines of standard input are read before they are answered.
    private static let linesAtOnce = 256

    func run() throws {
        guard let role = ModelRole(rawValue: role) else {
            let known = ModelRole.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--role is one of \(known), not '\(role)'")
        }
        if let threads { Engine.threads = threads }
        let device = try Device(device)
        try device.requireAvailable()
        let predictor = try Predictor(at: model, role: role, device: device)
        guard predictor.takesTexts else {
            guard !inputs.isEmpty else {
                throw ValidationError("name pictures or folders of pictures after '\(model)'")
            }
            return try show(try predictor.answers(toPicturesAt: inputs))
        }
        if inputs.isEmpty { return try answerLines(predictor) }
        guard inputs.count <= 2 else {
            throw ValidationError(
                "name one text, or both of a pair; more of them go to standard input, a line each")
        }
        try show(try predictor.answers(to: [Self.example(inputs, 0)]))
    }

    /// Answers to the lines of standard input as they come.
    private func answerLines(_ predictor: Predictor) throws {
        var waiting: [TextExample] = []
        while let line = readLine() {
            let texts = line.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false)
            waiting.append(Self.example(texts.map(String.init), waiting.count))
            if waiting.count == Self.linesAtOnce {
                try show(try predictor.answers(to: waiting))
                waiting = []
            }
        }
        if !waiting.isEmpty { try show(try predictor.answers(to: waiting)) }
    }

    private static func example(_ texts: [String], _ number: Int) -> TextExample {
        TextExample(
            id: ExampleID("\(number)"), text: texts[0], pair: texts.count > 1 ? texts[1] : nil)
    }

    private func show(_ answers: [Prediction]) throws {
        for answer in answers {
            if json {
                print(try jsonLine(answer))
                continue
            }
            let share = NumberFormat.percent(answer.probability, decimals: 1)
            let time = NumberFormat.milliseconds(answer.milliseconds)
            print("\(answer.label)\t\(share)\t\(time)\t\(answer.input.joined(separator: "\t"))")
        }
    }

    private func jsonLine(_ answer: Prediction) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(answer), as: UTF8.self)
    }
}
