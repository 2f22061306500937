import ArgumentParser
import Distillery
import Foundation

/// `distill export`: a run's model in other programs' formats, run and compared before it is kept.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract:
            "Write a run's model in other programs' formats, and prove that it answers alike.",
        discussion: """
            Every file is run on validation examples beside the model that it came from; one that is \
            further from it than its format allows is not kept.

            \(ExportFormat.allCases.map { "  \($0.rawValue): \($0.summary)" }.joined(separator: "\n"))

              distill export runs/demo
              distill export runs/address-matching --format onnx,onnx-int8 --output app/models
            """)

    @Argument(help: "The folder of a run.", completion: .directory)
    var model: String

    @Option(help: "The formats, with commas.")
    var format = "onnx"

    @Option(help: "Which model of the run: student (or teacher, where there is no other), control.")
    var role: String?

    @Option(help: "The folder for the files; exports in the run's own where it is left out.")
    var output: String?

    @Option(help: "How many validation examples every file is run on.")
    var examples = 256

    @Option(help: "The folder of the run's dataset, where it lies elsewhere now.")
    var data: String?

    @Flag(help: "Put out probabilities, and not logits.")
    var probabilities = false

    @Flag(help: "Normalise pictures within the file: what goes in is 0…1.")
    var normalised = false

    @Flag(help: "Keep files that are further from the model than their format allows.")
    var force = false

    @OptionGroup var results: OutputFlags

    func run() throws {
        let role = try role.map { name in
            guard let role = ModelRole(rawValue: name) else {
                let known = ModelRole.allCases.map(\.rawValue).joined(separator: ", ")
                throw ValidationError("--role is one of \(known), not '\(name)'")
            }
            return role
        }
        guard examples > 0 else { throw ValidationError("--examples is 1 or more") }
        let formats = try format.split(separator: ",").map { name in
            guard let format = ExportFormat(rawValue: name.trimmingCharacters(in: .whitespaces))
            else {
                let known = ExportFormat.allCases.map(\.rawValue).joined(separator: ", ")
                throw ValidationError("--format takes \(known), not '\(name)'")
            }
            return format
        }
        var plan: DataPlan?
        let url = URL(filePath: model)
        if let data {
            plan = try RunFolder(url).readRecipe().data
            plan?.directory = data
        }
        let report = try Run.export(
            url,
            ExportPlan(
                formats: formats, role: role, examples: examples,
                givesProbabilities: probabilities, normalises: normalised, keepsAll: force),
            to: output.map { URL(filePath: $0) }, data: plan,
            listener: Console(quiet: results.quiet).show)
        if results.json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            return print(String(decoding: try encoder.encode(report), as: UTF8.self))
        }
        print(report.table.description, terminator: "")
        let place = output.map { URL(filePath: $0) } ?? url.appending(path: "exports")
        print("\nFiles: \(place.relativePath)")
    }
}
