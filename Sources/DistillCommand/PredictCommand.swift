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

            The answer comes first: the class and its probability, of a regression the number, of an \
            embedding the cosine of a pair or the vector of a text. Then the milliseconds, and what \
            was asked.

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

    @Option(
        help: """
            What is cut of texts that are too long: longest-first, only-first, only-second; refuse \
            ends with an error.
            """)
    var truncation = Truncation.longestFirst

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
        let predictor = try Predictor(
            at: model, role: role, device: device, truncation: truncation)
        guard predictor.takesTexts else {
            guard !inputs.isEmpty else {
                throw ValidationError("name pictures or folders of pictures after '\(model)'")
            }
            _ = try show(try predictor.answers(toPicturesAt: inputs))
            return
        }
        if inputs.isEmpty { return try answerLines(predictor) }
        guard inputs.count <= 2 else {
            throw ValidationError(
                "name one text, or both of a pair; more of them go to standard input, a line each")
        }
        warn(cut: try show(try predictor.answers(to: [Self.example(inputs, 0)])))
    }

    /// Answers to the lines of standard input as they come; empty ones are left out and counted.
    private func answerLines(_ predictor: Predictor) throws {
        var waiting: [TextExample] = []
        var (number, cut) = (0, 0)
        var empty: [Int] = []
        func answer() throws {
            guard !waiting.isEmpty else { return }
            cut += try show(try predictor.answers(to: waiting))
            waiting = []
        }
        while let line = readLine() {
            number += 1
            let texts = line.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false)
            let example = Self.example(texts.map(String.init), number)
            if example.isEmpty { empty.append(number) } else { waiting.append(example) }
            if waiting.count == Self.linesAtOnce { try answer() }
        }
        try answer()
        warn(cut: cut)
        guard !empty.isEmpty else { return }
        let named = empty.prefix(5).map(String.init).joined(separator: ", ")
        Console(quiet: false).warn(
            "\(empty.count) lines without a text (or one of both) were left out: \(named)"
                + (empty.count > 5 ? ", …" : ""))
    }

    private func warn(cut: Int) {
        guard cut > 0 else { return }
        Console(quiet: false).warn(
            "\(cut) \(cut == 1 ? "input is" : "inputs are") longer than the network takes and "
                + "\(cut == 1 ? "was" : "were") cut; --truncation refuse makes that an error")
    }

    private static func example(_ texts: [String], _ number: Int) -> TextExample {
        TextExample(
            id: ExampleID("\(number)"), text: texts[0], pair: texts.count > 1 ? texts[1] : nil)
    }

    /// Prints answers and gives how many of them are to inputs that were cut.
    private func show(_ answers: [Prediction]) throws -> Int {
        for answer in answers {
            if json {
                print(try jsonLine(answer))
                continue
            }
            print(answer.line)
        }
        return answers.count { $0.cutTokens > 0 }
    }

    private func jsonLine(_ answer: Prediction) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(answer), as: UTF8.self)
    }
}

extension Truncation: ExpressibleByArgument {}
