import ArgumentParser
import Distillery
import Foundation

/// `distill label`: a teacher answers once, for many distillations.
struct LabelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "label",
        abstract: "Ask a teacher about a whole dataset, and keep its answers in a store.",
        discussion: """
            'distill train --labels DIR' then learns from the store and never loads the teacher. \
            The validation examples are labelled, too, so that reports have the teacher beside \
            the student. Stopped or killed, the same command goes on where it was.

              distill label --teacher resnet56 --teacher-weights resnet56.th --dataset cifar10 \\
                --views 4 --output labels/resnet56

            A teacher may be elsewhere: a service or a language model (a recipe's teacher.http or \
            teacher.chat), or a file of predictions. What it answered is kept, and never asked again.
            """)

    @Option(help: "A recipe file (YAML).", completion: .file(extensions: ["yaml", "yml"]))
    var recipe: String?

    @Option(help: "The folder of the store.", completion: .directory)
    var output: String

    @Option(help: "The teacher's network. [teacher.model.kind]")
    var teacher: String?

    @Option(
        help: """
            The teacher's weights: a file, a model's or a run's folder; or a whole network as an ONNX or \
            TorchScript file, without --teacher. [teacher.weights]
            """)
    var teacherWeights: String?

    @Option(
        help: "A file of predictions as the teacher: csv, tsv or jsonl. [teacher.predictions]",
        completion: .file())
    var predictions: String?

    @Option(help: "Views of every training example; 1 unless given.")
    var views: Int = 1

    @Option(help: "Label only train or val; both unless given.")
    var split: DatasetSplit?

    @Option(name: .customLong("top-k"), help: "Keep so many logits, and the others' mass.")
    var top: Int?

    @Option(
        help: ArgumentHelp(
            "Layers of the teacher whose outputs are kept.", valueName: "path,path,…"))
    var taps: String?

    @Option(
        help: ArgumentHelp(
            "Keep the layers' outputs that methods listen to.", valueName: "method,method,…"))
    var tapsOf: String?

    @Option(help: "fp16 or fp32.")
    var precision: StoredPrecision = .fp16

    @OptionGroup(title: "Recipe keys of texts") var texts: TextFlags

    @Option(help: "Examples that the teacher is asked about at once.")
    var batchSize: Int = 256

    @Option(help: "A dataset: see 'distill list datasets'. [data.dataset]")
    var dataset: String?

    @Option(help: "The folder of the dataset. [data.directory]")
    var data: String?

    @Option(help: "The side in pixels of what the network sees. [data.image-size]")
    var imageSize: Int?

    @Option(help: "Label only so many training examples. [data.limit]")
    var limit: Int?

    @Option(help: "Threads that decode beside the teacher. [data.workers]")
    var workers: Int?

    @Option(help: "The seed of the views. [seed]")
    var seed: UInt64?

    @Option(help: "cpu, cuda, cuda:N or mps. [device]")
    var device: String?

    @Option(help: "Threads of one operator. [threads]")
    var threads: Int?

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp(
            "Any other recipe key, as data.channels=1.", valueName: "key=value"))
    var assignments: [String] = []

    @OptionGroup var results: OutputFlags

    func run() throws {
        let plan = LabelPlan(
            try tree().decode(), views: views, splits: split.map { [$0] } ?? [.train, .val],
            precision: precision, top: top, taps: try chosenTaps(), batchSize: batchSize)
        let console = Console(quiet: results.quiet)
        let summary = try Interruption.stopping { stop in
            try plan.carryOut(in: URL(filePath: output), stop: stop, listener: console.show)
        }
        try results.print(summary)
    }

    private func chosenTaps() throws -> LabelledTaps {
        let names = { (list: String) in list.split(separator: ",").map(String.init) }
        switch (taps, tapsOf) {
        case (nil, nil): return .none
        case (let paths?, nil): return .paths(names(paths))
        case (nil, let methods?):
            return .methods(
                try names(methods).map {
                    try MethodCatalog.standard.type(named: $0, path: "--taps-of").init()
                })
        default: throw ValidationError("give --taps or --taps-of, not both")
        }
    }

    private func tree() throws -> RecipeTree {
        var tree = try RecipeFile.tree(at: recipe)
        let pairs: [(String, String?)] = [
            ("teacher.model.kind", teacher), ("teacher.weights", teacherWeights),
            ("teacher.predictions", predictions),
            ("data.dataset", dataset), ("data.directory", data),
            ("data.image-size", imageSize.map(String.init)),
            ("data.limit", limit.map(String.init)), ("data.workers", workers.map(String.init)),
            ("seed", seed.map { "\($0)" }), ("device", device),
            ("threads", threads.map(String.init)),
        ]
        for case (let path, let value?) in pairs { try tree.set(path, to: value) }
        try texts.apply(to: &tree)
        try tree.set(assignments)
        return tree
    }
}

extension DatasetSplit: ExpressibleByArgument {}
extension StoredPrecision: ExpressibleByArgument {}
