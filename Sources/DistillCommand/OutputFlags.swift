import ArgumentParser
import Distillery
import Foundation
import Torch

/// How results are shown.
struct OutputFlags: ParsableArguments {
    @Flag(help: "Print results as JSON.")
    var json = false

    @Flag(help: "Print no progress.")
    var quiet = false

    /// Prints what a run achieved, and where its report lies.
    func print(_ report: RunReport, in folder: RunFolder) throws {
        if json {
            let device = try folder.readRecipe().device
            return try print(report.evaluation(device: device, threads: Engine.threads))
        }
        Swift.print(report.table.description, terminator: "")
        Swift.print("\n\(report.summary)")
        Swift.print("Report: \(folder.url.appending(path: "report.html").relativePath)")
    }

    /// Prints what a comparison or a search found, and where its files lie.
    func print<Report: QueueReport>(_ report: Report, in folder: QueueFolder) throws {
        if json {
            return Swift.print(String(decoding: try report.json(), as: UTF8.self), terminator: "")
        }
        Swift.print(report.table.description, terminator: "")
        Swift.print("\n\(report.summary)")
        for file in Report.files {
            Swift.print("\(file.title): \(folder.url.appending(path: file.name).relativePath)")
        }
    }

    /// Prints evaluations as one JSON object, or as a table.
    func print(_ report: EvaluationReport) throws {
        if json {
            let text = String(decoding: try report.json(), as: UTF8.self)
            return Swift.print(text, terminator: "")
        }
        Swift.print(report.table.description, terminator: "")
    }

    /// Prints what was labelled, as one JSON object or as a table.
    func print(_ summary: LabelSummary) throws {
        if json { return Swift.print(try jsonText(summary)) }
        var facts = Facts()
        facts.add("teacher", "\(summary.teacher), sha256 \(summary.teacherHash.prefix(12))…")
        for split in summary.splits {
            let examples = "\(NumberFormat.whole(split.examples)) of \(split.dataset)"
            let views = "\(split.views) view\(split.views == 1 ? "" : "s") of each"
            facts.add(split.split.rawValue, "\(examples), \(views)")
        }
        facts.add("size", NumberFormat.bytes(summary.bytes))
        facts.add(
            "labelled now",
            "\(NumberFormat.whole(summary.labelled)) in "
                + NumberFormat.duration(seconds: summary.seconds)
                + ", \(NumberFormat.rate(summary.labelsPerSecond)) examples/s")
        let hasTraining = summary.splits.contains { $0.split == .train }
        try facts.print(
            asJSON: false,
            conclusion: hasTraining
                ? "Learn from it with: distill train --labels \(summary.store)"
                : "To learn from it, label the training examples, too: --split train")
    }
}
