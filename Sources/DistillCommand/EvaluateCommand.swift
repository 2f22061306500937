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

    @Option(
        help: """
            A weights file (safetensors or PyTorch), an ONNX or TorchScript file, a model's or a run's \
            folder.
            """)
    var weights: String?

    @Option(help: "A dataset: see 'distill list datasets'.")
    var dataset: String?

    @Option(help: "The folder of the dataset.")
    var data: String?

    @OptionGroup(title: "Keys of texts") var texts: TextFlags

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
        let console = Console(quiet: true)
        if let run_ {
            guard model == nil, weights == nil else {
                throw ValidationError("name a run's folder or --model and --weights, not both")
            }
            return try output.print(
                try Run.evaluate(
                    URL(filePath: run_), data: try data(ofRun: run_), device: device,
                    threads: threads, listener: console.show))
        }
        guard let weights else {
            throw ValidationError("name a run's folder, or a model with --weights FILE")
        }
        guard dataset != nil else {
            throw ValidationError("name the data to measure on with --dataset")
        }
        let keys: EvaluationKeys = try tree().decode()
        try output.print(
            try Run.evaluate(
                modelAt: weights, as: keys.model, on: keys.data, device: device ?? "cpu",
                threads: threads, listener: console.show))
    }

    /// The run's own data with the flags over its keys, or other data.
    private func data(ofRun run: String) throws -> DataPlan {
        if let other = assignments.first(where: { !$0.hasPrefix("data.") }) {
            throw ValidationError("a run's models are what they are; --set \(other) does not fit")
        }
        if dataset != nil { return try (tree().decode() as EvaluationKeys).data }
        let folder = RunFolder(URL(filePath: run))
        let recipe = try folder.readRecipe()
        let own = try RecipeTree(yaml: try recipe.yaml(), file: folder.recipe.path)
        return try (tree(over: own).decode() as Recipe).data
    }

    private func tree(over own: RecipeTree = RecipeTree()) throws -> RecipeTree {
        var tree = own
        let pairs: [(String, String?)] = [
            ("data.dataset", dataset), ("data.directory", data),
            ("data.image-size", imageSize.map(String.init)), ("model.kind", model),
        ]
        for case (let path, let value?) in pairs { try tree.set(path, to: value) }
        try texts.apply(to: &tree)
        try tree.set(assignments)
        return tree
    }
}

/// The keys that an evaluation takes, decoded as strictly as a recipe.
private struct EvaluationKeys: Decodable {
    var data: DataPlan
    var model: ModelPlan?

    enum CodingKeys: String, CodingKey, CaseIterable { case data, model }

    init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        data = try values.decode(.data)
        model = try values.decodeIfPresent(.model)
    }
}
