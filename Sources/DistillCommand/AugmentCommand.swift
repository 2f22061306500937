import ArgumentParser
import Distillery
import Foundation
import Torch

/// `distill augment`: more texts out of those that are there.
struct AugmentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "augment",
        abstract: "Grow texts or pairs by rule, or make up labelled address pairs.",
        discussion: """
            Copies keep their example's label where every step that changed them keeps the meaning, and \
            its group, so that a copy never stands in another split. Copies that are unchanged or there \
            already are dropped. 'id', 'text', 'text_pair', 'label' and 'group' are the columns.

              distill augment --data pairs.tsv --text text_a --text-pair text_b --label label \\
                --steps synonyms,numerals --step "typos, count=2" --copies 3 --output grown.tsv
              distill augment --address-pairs 10000 --divisions pcas.json --output pairs.tsv
            """)

    @Option(help: "A recipe file (YAML), of which 'data' is taken.")
    var recipe: String?

    @Option(
        help: "A file (YAML) with 'steps', and 'copies' and 'sides' if wanted.",
        completion: .file(extensions: ["yaml", "yml"]))
    var plan: String?

    @Option(
        help: ArgumentHelp("Steps by their kinds, with commas between.", valueName: "kinds"))
    var steps: String?

    @Option(
        name: .customLong("step"),
        help: ArgumentHelp(
            "One more step with options of its own, as often as needed.",
            valueName: "kind, key=value, …"))
    var single: [String] = []

    @Option(
        help: "The folder of a masked language model, for the step 'masked'.",
        completion: .directory)
    var model: String?

    @Option(help: "Copies that are tried of each example.")
    var copies: Int?

    @Option(help: "Which texts of a pair are changed: both, text or pair.")
    var sides: String?

    @Flag(help: "Write the copies alone, without the examples they came from.")
    var copiesOnly = false

    @Option(help: "Make up so many pairs of addresses, in place of growing texts.")
    var addressPairs: Int?

    @Option(help: "The divisions of made-up addresses, a file of the form of pcas.json.")
    var divisions: String?

    @Option(help: "The file to write: .tsv, .csv or .jsonl.")
    var output: String

    @Option(help: "So many examples of what changed are shown.")
    var show: Int = 5

    @OptionGroup(title: "Recipe keys") var keys: RecipeFlags

    @OptionGroup var results: OutputFlags

    func run() throws {
        let writer = try TextTableWriter(URL(filePath: output))
        let seed = keys.seed
        guard show >= 0 else { throw ValidationError("--show is at least 0, not \(show)") }
        if let addressPairs {
            guard (1...10_000_000).contains(addressPairs) else {
                throw ValidationError("--address-pairs is from 1 to 10000000, not \(addressPairs)")
            }
            guard steps == nil, single.isEmpty, plan == nil else {
                throw ValidationError("--address-pairs makes texts up; it takes no steps")
            }
            let table =
                if let divisions { try DivisionTable(path: divisions) } else {
                    DivisionTable.builtIn
                }
            return try write(AddressPairs(table, seed: seed ?? 0).examples(addressPairs), writer)
        }
        guard divisions == nil else {
            throw ValidationError(
                "--divisions belongs to --address-pairs; of a step it is the 'file': "
                    + "--step \"divisions, file=…\"")
        }
        var tree = try RecipeFile.tree(at: recipe)
        if !tree.has("data.dataset"), keys.dataset == nil {
            try tree.set("data.dataset", to: "text")
        }
        try keys.apply(to: &tree)
        let texts = try (tree.decode() as AugmentKeys).data.openTrainingTexts()
        let resources = TextResources(
            proposer: try model.map {
                try MaskedWordProposer(
                    folder: URL(filePath: $0), device: try Device(keys.device ?? "cpu"))
            })
        let augmenter = try TextAugmenter(try augmentation(), seed: seed, resources: resources)
        let growth = try augmenter.grow(texts.examples)
        try writer.write(
            growth.grouped(texts.examples, withSources: !copiesOnly), classNames: texts.classNames)
        try results.print(
            GrowthSummary(growth, of: texts, output: output, shown: show))
    }

    /// The plan's file with the flags over its keys.
    private func augmentation() throws -> TextAugmentation {
        var tree = try RecipeFile.tree(at: plan)
        if let list = try MethodArgument.yaml(names: steps, single: single) {
            try tree.set("steps", to: list)
        }
        if let copies { try tree.set("copies", to: String(copies)) }
        if let sides { try tree.set("sides", to: sides) }
        guard tree.has("steps") else {
            let known = TextAugmentation.kinds.map { $0.kind }.joined(separator: ", ")
            throw ValidationError(
                "name steps with --steps, or a file with --plan; there are \(known)")
        }
        return try tree.decode()
    }

    private func write(_ pairs: [TextExample], _ writer: TextTableWriter) throws {
        try writer.write(pairs, classNames: AddressChange.classNames)
        try results.print(PairSummary(pairs, output: output, shown: show))
    }
}

/// What `distill augment` takes of a recipe.
private struct AugmentKeys: Decodable {
    var data: DataPlan
}
