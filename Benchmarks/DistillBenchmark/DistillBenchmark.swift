import ArgumentParser

/// The product's side of `Benchmarks/run`: works in portions, as the other side's programs do.
@main
struct DistillBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "DistillBenchmark",
        abstract: "Works in portions that Benchmarks/run asks for, and says how long each took.",
        subcommands: [
            StepCommand.self, MethodCommand.self, LabelCommand.self, StoreCommand.self,
            ReadCommand.self, TokenizeCommand.self, TextStepCommand.self, TextAnswersCommand.self,
        ])
}
