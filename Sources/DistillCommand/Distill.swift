import ArgumentParser
import Distillery

@main
struct Distill: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "distill",
        abstract: "Turn a large, accurate model into a small, fast one, and prove it.",
        version: distilleryVersion)
}
