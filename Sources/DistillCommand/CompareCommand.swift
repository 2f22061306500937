import ArgumentParser
import Distillery
import Foundation

/// `distill compare`: which method pays.
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Train the student by several methods and alone, and say which pays.",
        discussion: """
            Every method has the same recipe, teacher, seeds and budget. Each training is a run of its \
            own in the folder; the same command again, or --resume, goes on where it was stopped, and \
            methods or seeds that are added find the finished ones there.

              distill compare Examples/synthetic-quick.yaml --methods kd --seeds 3
              distill compare FILE --methods kd --method "kd, temperature=1, label=hard" --seeds 3
              distill compare --resume runs/NAME-compare
            """)

    @Argument(help: "A recipe file (YAML).", completion: .file(extensions: ["yaml", "yml"]))
    var recipe: String?

    @Option(
        help: ArgumentHelp(
            "Methods by their names, with commas between: see 'distill list methods'. [compare]",
            valueName: "names"))
    var methods: String?

    @Option(
        name: .customLong("method"),
        help: ArgumentHelp(
            "One more method with options of its own, as often as needed; 'label' names it.",
            valueName: "name, key=value, …"))
    var single: [String] = []

    @OptionGroup var queue: QueueFlags

    func run() throws {
        var tree = try RecipeFile.tree(at: recipe)
        if let list = try MethodArgument.yaml(names: methods, single: single) {
            try tree.set("compare", to: list)
        }
        try queue.carryOut(Comparison.self, tree) { tree in
            guard tree.has("compare") else {
                throw ValidationError(
                    "name the methods to compare with --methods, or in the recipe under 'compare'")
            }
            var tree = tree
            tree.expandShortForms()
            return try tree.decode()
        }
    }
}
