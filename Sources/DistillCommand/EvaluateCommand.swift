import ArgumentParser
import Distillery
import Foundation

/// `distill evaluate`: how good a model is, and what it costs.
struct EvaluateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Measure a run's models, or one model with weights of any kind.",
        discussion: """
            Accuracy, agreement with the teacher, calibration, size, multiply-adds, latency, \
            throughput and memory, on the validation examples.

              distill evaluate runs/demo
              distill evaluate --model resnet56 --weights resnet56.th --dataset folder --data DIR
            """)

    @Argument(help: "The folder of a run.", completion: .directory)
    var run_: String?

    @Option(help: "The network; may be left out where the weights are a model's folder.")
    var model: String?

    @Option(help: "A weights file (safetensors or PyTorch), a model's or a run's folder.")
    var weights: String?

    @Option(help: "A dataset: see 'distill list datasets'.")
    var dataset: String?

    @Option(help: "The folder of the dataset.")
    var data: String?

    @Option(help: "The side in pixels of what the network sees.")
    var imageSize: Int?

    @Option(help: "cpu, cuda, cuda:N or mps.")
    var device: String?

    @Option(help: "Threads of one operator.")
    var threads: Int?

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp(
            "Any other key of data or of the model, as model.width=0.5 or data.channels=1.",
            valueName: "key=value"))
    var assignments: [String] = []

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        let output = try OutputFlags.parse(json ? ["--json"] : [])
        if let run_ {
            guard model == nil, weights == nil else {
                throw ValidationError("name a run's folder or --model and --weights, not both")
            }
            let overrides = try EvaluationOverrides(tree: tree(), dataIsNamed: dataset != nil)
            return try output.print(
                try Run.evaluate(
                    URL(filePath: run_), data: overrides.data, device: device, threads: threads))
        }
        guard let weights else {
            throw ValidationError("name a run's folder, or a model with --weights FILE")
        }
        guard dataset != nil else {
            throw ValidationError("name the data to measure on with --dataset")
        }
        let overrides = try EvaluationOverrides(tree: tree(), dataIsNamed: true)
        guard let plan = overrides.data else { return }
        try output.print(
            try Run.evaluate(
                modelAt: weights, as: overrides.model, on: plan, device: device ?? "cpu",
                threads: threads))
    }

    private func tree() throws -> RecipeTree {
        var tree = RecipeTree()
        let pairs: [(String, String?)] = [
            ("data.dataset", dataset), ("data.directory", data),
            ("data.image-size", imageSize.map(String.init)), ("model.kind", model),
        ]
        for case (let path, let value?) in pairs { try tree.set(path, to: value) }
        for assignment in assignments {
            let parts = assignment.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                throw ValidationError("--set takes key=value, found '\(assignment)'")
            }
            try tree.set(parts[0], to: parts[1])
        }
        return tree
    }
}

/// The keys that an evaluation takes, decoded as strictly as a recipe.
private struct EvaluationOverrides {
    var data: DataPlan?
    var model: ModelPlan?

    init(tree: RecipeTree, dataIsNamed: Bool) throws {
        let keys: Keys = try tree.decode()
        data = dataIsNamed ? keys.data : nil
        model = keys.model
    }

    private struct Keys: Decodable {
        var data: DataPlan?
        var model: ModelPlan?

        enum CodingKeys: String, CodingKey, CaseIterable { case data, model }

        init(from decoder: any Decoder) throws {
            let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
            data = try values.decodeIfPresent(.data)
            model = try values.decodeIfPresent(.model)
        }
    }
}
