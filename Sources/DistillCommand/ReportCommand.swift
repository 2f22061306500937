import ArgumentParser
import Distillery
import Foundation

/// `distill report`: draws a finished run's report again.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Draw the report of a run again, and print its table.",
        discussion: "  distill report runs/demo --language zh")

    @Argument(help: "The folder of a run.", completion: .directory)
    var run_: String

    @Option(help: "The report's language: en or zh.")
    var language: String = "en"

    @Flag(inversion: .prefixedNo, help: "Show the student that was trained alone.")
    var control = true

    @OptionGroup var results: OutputFlags

    func run() throws {
        guard let language = ReportLanguage(rawValue: language) else {
            throw ValidationError("--language is en or zh, not '\(language)'")
        }
        let folder = RunFolder(URL(filePath: run_))
        var report = try folder.readReport()
        report.language = language
        if !control {
            report.models.removeAll { $0.role == .control }
            report.curves.removeAll { $0.role == .control }
        }
        try report.writeHTML(to: folder.url.appending(path: "report.html"))
        try results.print(report, in: folder)
    }
}
