import ArgumentParser
import Distillery

/// The `distill` tool.
@main
struct Distill: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "distill",
        abstract: "Turn a large, accurate model into a small, fast one, and prove it.",
        discussion: """
            Begin with 'distill demo': a large network teaches a small one on real pictures.

            Exit codes: 0 fine, 1 the run failed, 2 the request was wrong, 130 interrupted.
            """,
        version: distilleryVersion,
        subcommands: [
            DemoCommand.self, TrainCommand.self, TeachCommand.self, LabelCommand.self,
            AugmentCommand.self,
            SelectCommand.self,
            CompareCommand.self, SearchCommand.self, EvaluateCommand.self, PredictCommand.self,
            ExportCommand.self,
            CheckCommand.self, ListCommand.self, ReportCommand.self, DoctorCommand.self,
        ])

    static func main() {
        IgnoredSignals.ignore()
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch {
            ExitReason(error).end()
        }
    }
}
