import ArgumentParser
import Distillery
import Foundation

/// `distill report`: draws a finished run's report again.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract:
            "Draw the report of a run, a comparison, a search or a selection again, and print its table.",
        discussion: "  distill report runs/demo --language zh")

    @Argument(
        help: "The folder of a run, a comparison, a search or a selection.", completion: .directory)
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
        let url = URL(filePath: run_)
        if QueueFolder(url, kind: .compare).exists { return try drawComparison(url, language) }
        if QueueFolder(url, kind: .search).exists { return try drawSearch(url, language) }
        if QueueFolder(url, kind: .select).exists { return try drawSelection(url, language) }
        let folder = RunFolder(url)
        var report = try folder.readReport()
        report.language = language
        if !control {
            report.models.removeAll { $0.role == .control }
            report.curves.removeAll { $0.role == .control }
        }
        try report.writeHTML(to: folder.url.appending(path: "report.html"))
        try results.print(report, in: folder)
    }

    private func drawComparison(_ url: URL, _ language: ReportLanguage) throws {
        let folder = QueueFolder(url, kind: .compare)
        var report = try folder.readComparison()
        report.language = language
        try report.writeHTML(to: url.appending(path: "comparison.html"))
        try results.print(report, in: folder)
    }

    private func drawSearch(_ url: URL, _ language: ReportLanguage) throws {
        let folder = QueueFolder(url, kind: .search)
        var report = try folder.readSearch()
        report.language = language
        try report.writeHTML(to: url.appending(path: "search.html"))
        try results.print(report, in: folder)
    }

    private func drawSelection(_ url: URL, _ language: ReportLanguage) throws {
        let folder = QueueFolder(url, kind: .select)
        var report = try folder.readSelection()
        report.language = language
        try report.writeHTML(to: url.appending(path: "selection.html"))
        try results.print(report, in: folder)
    }
}
