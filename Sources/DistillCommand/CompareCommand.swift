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

    @Option(help: "Go on with the comparison in this folder.", completion: .directory)
    var resume: String?

    @Option(help: "The folder of the comparison; runs/NAME-compare where it is left out.")
    var output: String?

    @OptionGroup(title: "Recipe keys") var flags: RecipeFlags

    @Flag(help: "Print the resolved recipe and do nothing.")
    var dryRun = false

    @OptionGroup var results: OutputFlags

    func run() throws {
        if let resume {
            guard output == nil, !dryRun, try tree() == RecipeTree() else {
                throw ValidationError(
                    "--resume goes on with the comparison's own recipe, in its folder; it takes no "
                        + "other options than --quiet and --json")
            }
            return try carryOut { stop, console in
                try Comparison.resume(URL(filePath: resume), stop: stop, listener: console.show)
            }
        }
        var tree = try tree()
        guard tree.has("compare") else {
            throw ValidationError(
                "name the methods to compare with --methods, or in the recipe under 'compare'")
        }
        tree.expandShortForms()
        let recipe: Recipe = try tree.decode()
        if dryRun { return print(try recipe.yaml(), terminator: "") }
        let folder = output.map { URL(filePath: $0) } ?? RunPlace.folder(for: recipe, .compare)
        try carryOut { stop, console in
            let comparison = try Comparison.open(
                recipe, in: folder, stop: stop, listener: console.show)
            console.say("Folder: \(folder.relativePath)")
            return comparison
        }
    }

    private func carryOut(_ open: (StopRequest, Console) throws -> Comparison) throws {
        let interruption = Interruption()
        // Released, it would hear no signal any more.
        try withExtendedLifetime(interruption) {
            let comparison = try open(interruption.stop, Console(quiet: results.quiet))
            let report = try comparison.execute()
            try results.print(report, in: comparison.folder)
            try report.requireNoFailure(in: comparison.folder)
        }
    }

    /// The recipe's file with the flags over its keys.
    private func tree() throws -> RecipeTree {
        var tree = try RecipeFile.tree(at: recipe)
        if let list = try MethodArgument.yaml(names: methods, single: single) {
            try tree.set("compare", to: list)
        }
        try flags.apply(to: &tree)
        return tree
    }
}
