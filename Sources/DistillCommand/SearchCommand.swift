import ArgumentParser
import Distillery
import Foundation

/// `distill search`: the best values of chosen keys.
struct SearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Tune keys of a recipe by successive halving, and write the best recipe.",
        discussion: """
            Many settings are trained for few epochs, the best third of them for three times as many, \
            and so on to the recipe's own number. The validation pictures choose; the winner and the \
            recipe as given are then trained once more with another seed. The best recipe is written \
            as best.yaml. The same command again, or --resume, goes on where it was stopped.

              distill search Examples/synthetic-quick.yaml --key method.temperature=1,2,4,8
              distill search FILE --key method.alpha=0.1..0.9 --key training.optimizer.learning-rate=0.001..0.1:log
              distill search FILE --key method.temperature=1..8 --budget 200
            """)

    @Argument(help: "A recipe file (YAML).", completion: .file(extensions: ["yaml", "yml"]))
    var recipe: String?

    @Option(
        name: .customLong("key"),
        help: ArgumentHelp(
            "A key and its values: a,b,c, or from..to, with ':log' for magnitudes. [search.keys]",
            valueName: "key=values"))
    var keys: [String] = []

    @Option(help: "Settings in the first rung; 9 where no budget is given. [search.trials]")
    var trials: Int?

    @Option(help: "Epochs of all trainings together, in place of --trials. [search.budget]")
    var budget: Int?

    @Option(help: "What part of a rung goes on, and how many times as long. [search.eta]")
    var eta: Int?

    @Option(help: "The fewest epochs that say anything. [search.min-epochs]")
    var minEpochs: Int?

    @OptionGroup var queue: QueueFlags

    func run() throws {
        var tree = try RecipeFile.tree(at: recipe)
        let pairs: [(String, String?)] = [
            ("search.keys", try KeyArgument.yaml(keys)), ("search.trials", trials.map(String.init)),
            ("search.budget", budget.map(String.init)), ("search.eta", eta.map(String.init)),
            ("search.min-epochs", minEpochs.map(String.init)),
        ]
        for case (let path, let value?) in pairs { try tree.set(path, to: value) }
        try queue.carryOut(Search.self, tree) { tree in
            guard tree.has("search.keys") else {
                throw ValidationError(
                    "name what to search with --key, or in the recipe under 'search'")
            }
            return try tree.decode()
        }
    }
}
