import ArgumentParser
import Distillery
import Foundation

/// `distill check`: whether a recipe would run, before it does.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check a recipe, its data and its weights, without training.",
        discussion: "  distill check Examples/fashion-mnist-cnn.yaml")

    @Argument(help: "A recipe file (YAML).", completion: .file(extensions: ["yaml", "yml"]))
    var recipe: String

    @OptionGroup(title: "Recipe keys") var flags: RecipeFlags

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        var tree = try RecipeFile.tree(at: recipe)
        try flags.apply(to: &tree)
        let findings = try Run.check(try tree.decode())
        var facts = Facts()
        for finding in findings { facts.add(finding.subject, finding.text) }
        try facts.print(asJSON: json, conclusion: "'\(recipe)' is fine.")
    }
}
