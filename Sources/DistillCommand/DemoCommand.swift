import ArgumentParser
import Distillery
import Foundation

/// `distill demo`: the whole way on Fashion-MNIST.
struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "The whole way on Fashion-MNIST: a ResNet teaches a small network.",
        discussion: """
            Trains the teacher, then the student with it and without it, over several seeds, and \
            writes a report. About five minutes on two cores.
            """)

    @Option(help: "The folder of the dataset.")
    var data: String?

    @Option(help: "The folder of the run; runs/demo where it is left out.")
    var output: String?

    @Option(help: "How many seeds student and control are trained with.")
    var seeds = 3

    @Option(help: "The first seed.")
    var seed: UInt64 = 1

    @Option(help: "Threads of one operator.")
    var threads: Int?

    @Option(help: "cpu, cuda, cuda:N or mps.")
    var device = "cpu"

    @Flag(inversion: .prefixedNo, help: "Also train the student alone, to compare.")
    var control = true

    @Flag(help: "Print the recipe and do nothing.")
    var dryRun = false

    @OptionGroup var results: OutputFlags

    func run() throws {
        var tree = try RecipeTree(yaml: DemoRecipe.yaml, file: "demo")
        try tree.set("seeds", to: "\(seeds)")
        try tree.set("seed", to: "\(seed)")
        try tree.set("device", to: device)
        try tree.set("control", to: "\(control)")
        if let threads { try tree.set("threads", to: "\(threads)") }
        if let data { try tree.set("data.directory", to: data) }
        try RunStarter(output: output, dryRun: dryRun, results: results).start(tree.decode())
    }
}
