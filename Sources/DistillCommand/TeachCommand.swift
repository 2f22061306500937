import ArgumentParser
import Distillery
import Foundation

/// `distill teach`: a network learns from labels.
struct TeachCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "teach",
        abstract: "Train a network from labels: a teacher, or a student alone.",
        discussion: """
            The network is kept in the run's folder under teacher/, and 'distill train \
            --teacher-weights runs/NAME' takes it from there.

              distill teach --dataset cifar10 --model resnet56 --epochs 30
            """)

    @Option(help: "A recipe file (YAML).", completion: .file(extensions: ["yaml", "yml"]))
    var recipe: String?

    @Option(help: "The network: see 'distill list models'. [teacher.model.kind]")
    var model: String?

    @Option(
        help:
            "A config.json, or its folder, with the network's sizes, for bert. [teacher.model.config]",
        completion: .file())
    var config: String?

    @Option(help: "Begin with the weights of a model's or a run's folder. [teacher.start]")
    var start: String?

    @Option(help: "Multiplies the network's channels. [teacher.model.width]")
    var width: Double?

    @Option(help: "The folder of the run; runs/NAME where it is left out.")
    var output: String?

    @OptionGroup(title: "Recipe keys") var flags: RecipeFlags

    @Flag(help: "Print the resolved recipe and do nothing.")
    var dryRun = false

    @OptionGroup var results: OutputFlags

    func run() throws {
        var tree = try RecipeFile.tree(at: recipe)
        if let model { try tree.set("teacher.model.kind", to: model) }
        if let config { try tree.set("teacher.model.config", to: config) }
        if let start { try tree.set("teacher.start", to: start) }
        if let width { try tree.set("teacher.model.width", to: "\(width)") }
        try flags.apply(to: &tree)
        let recipe: Recipe = try tree.decode()
        if recipe.student != nil {
            throw RecipeError.invalidValue(
                path: "student", found: "given",
                expected: "left out, since 'distill teach' trains one network alone")
        }
        try RunStarter(output: output, dryRun: dryRun, results: results).start(recipe)
    }
}
