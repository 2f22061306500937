import ArgumentParser
import Distillery
import Foundation

/// `distill demo`: the whole way on Fashion-MNIST, or on pairs of addresses.
struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "The whole way: a large network teaches a small one, and a report shows it.",
        discussion: """
            Trains the teacher, then the student with it and without it, over several seeds, and \
            writes a report. On Fashion-MNIST a ResNet teaches a small network, in about five \
            minutes on two cores. With --task address nothing is needed from outside: pairs of \
            addresses are made up by rule, a transformer learns which of them match and teaches a \
            smaller one, which answers about two further pairs at the end.

              distill demo
              distill demo --task address --seeds 1
            """)

    @Option(help: "What is shown: pictures, or address for pairs of addresses.")
    var task = DemoTask.pictures

    @Option(help: "The folder of the dataset.")
    var data: String?

    @Option(help: "The folder of the run; runs/demo or runs/demo-address where it is left out.")
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

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp(
            "Any other recipe key: training.epochs=2.",
            valueName: "key=value"))
    var assignments: [String] = []

    @Flag(help: "Print the recipe and do nothing.")
    var dryRun = false

    @OptionGroup var results: OutputFlags

    func run() throws {
        guard data == nil || task == .pictures else {
            throw ValidationError("--task address makes its data up by rule and takes no --data")
        }
        var tree = try RecipeTree(yaml: task.recipe, file: "demo")
        try tree.set("seeds", to: "\(seeds)")
        try tree.set("control", to: "\(control)")
        try tree.set("seed", to: "\(seed)")
        try tree.set("device", to: device)
        if let data { try tree.set("data.directory", to: data) }
        if let threads { try tree.set("threads", to: "\(threads)") }
        try tree.set(assignments)
        let starter = RunStarter(output: output, dryRun: dryRun, results: results)
        guard let folder = try starter.start(tree.decode()) else { return }
        if task == .address, !results.json { try showAnswers(of: folder) }
    }

    /// What the student says of two pairs that no run has seen, of the class that matches and of that
    /// which does not.
    private func showAnswers(of folder: URL) throws {
        let pairs = AddressPairs(seed: 1_000_003).examples(100)
        let shown = [AddressChange.classNames.count - 1, 0].compactMap { label in
            pairs.first { $0.label == label }
        }
        print("\ndistill predict \(folder.relativePath)")
        for answer in try Predictor(at: folder.path).answers(to: shown) { print(answer.line) }
    }
}
