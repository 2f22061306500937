import ArgumentParser
import Distillery
import Foundation

/// The flags that are recipe keys: each overrides one key of the recipe.
struct RecipeFlags: ParsableArguments {
    @Option(help: "A dataset: see 'distill list datasets'. [data.dataset]")
    var dataset: String?

    @Option(help: "The folder of the dataset. [data.directory]")
    var data: String?

    @Option(help: "The side in pixels of what the networks see. [data.image-size]")
    var imageSize: Int?

    @Option(help: "Use only so many training examples. [data.limit]")
    var limit: Int?

    @OptionGroup(title: "Recipe keys of texts") var texts: TextFlags

    @Option(help: "Threads that decode beside the training. [data.workers]")
    var workers: Int?

    @Option(help: "Epochs to train. [training.epochs]")
    var epochs: Int?

    @Option(help: "Examples of one optimiser step. [training.batch-size]")
    var batchSize: Int?

    @Option(help: "Examples in memory at once; the step stays the same. [training.micro-batch]")
    var microBatch: Int?

    @Option(help: "sgd, adam, adamw or lars. [training.optimizer.kind]")
    var optimizer: String?

    @Option(help: "The rate that the schedule scales. [training.optimizer.learning-rate]")
    var learningRate: Double?

    @Option(help: "How strongly weights decay. [training.optimizer.weight-decay]")
    var weightDecay: Double?

    @Option(help: "constant, step, multi-step, cosine or one-cycle. [training.schedule.kind]")
    var schedule: String?

    @Option(help: "float32, bfloat16 or float16. [training.precision]")
    var precision: String?

    @Option(help: "Stop after so many epochs without progress. [training.patience]")
    var patience: Int?

    @Option(help: "The largest norm of the gradient. [training.clip-norm]")
    var clipNorm: Double?

    @Option(help: "Which weights to hand over: best or last. [training.keep]")
    var keep: String?

    @Option(help: "The first seed. [seed]")
    var seed: UInt64?

    @Option(help: "How many seeds in a row. [seeds]")
    var seeds: Int?

    @Option(help: "cpu, cuda, cuda:N or mps. [device]")
    var device: String?

    @Option(help: "Threads of one operator. [threads]")
    var threads: Int?

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp(
            "Any other recipe key, as training.optimizer.momentum=0.95.", valueName: "key=value"))
    var assignments: [String] = []

    /// Writes the flags that were given over the recipe's keys.
    func apply(to tree: inout RecipeTree) throws {
        let pairs: [(String, String?)] = [
            ("data.dataset", dataset), ("data.directory", data),
            ("data.image-size", imageSize.map(String.init)),
            ("data.limit", limit.map(String.init)), ("data.workers", workers.map(String.init)),
            ("training.epochs", epochs.map(String.init)),
            ("training.batch-size", batchSize.map(String.init)),
            ("training.micro-batch", microBatch.map(String.init)),
            ("training.optimizer.kind", optimizer),
            ("training.optimizer.learning-rate", learningRate.map { "\($0)" }),
            ("training.optimizer.weight-decay", weightDecay.map { "\($0)" }),
            ("training.schedule.kind", schedule), ("training.precision", precision),
            ("training.patience", patience.map(String.init)),
            ("training.clip-norm", clipNorm.map { "\($0)" }), ("training.keep", keep),
            ("seed", seed.map { "\($0)" }), ("seeds", seeds.map(String.init)),
            ("device", device), ("threads", threads.map(String.init)),
        ]
        for case (let path, let value?) in pairs { try tree.set(path, to: value) }
        try texts.apply(to: &tree)
        try tree.set(assignments)
    }
}

/// The recipe's file, as an option.
struct RecipeFile {
    /// Reads a recipe as a tree; an empty one where no file is named.
    static func tree(at path: String?) throws -> RecipeTree {
        guard let path else { return RecipeTree() }
        return try RecipeTree(contentsOf: URL(filePath: path))
    }
}
