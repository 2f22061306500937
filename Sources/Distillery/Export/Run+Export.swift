import Foundation
import Torch

extension Run {
    /// Writes a run's model in other programs' formats, runs every file on real examples, and keeps it where
    /// it answers as the model does.
    ///
    /// - Parameters:
    ///   - url: the run's folder.
    ///   - output: the folder for the files; nil is `exports` in the run's folder.
    ///   - plan: other data than the run's own, if any.
    /// - Throws: `ExportError`; `ExportError.outOfBounds` for a file that is too far from the model, which
    ///   is not kept.
    public static func export(
        _ url: URL, _ export: ExportPlan, to output: URL? = nil, data plan: DataPlan? = nil,
        listener: RunListener = { _ in }
    ) throws -> ExportReport {
        let folder = RunFolder(url)
        let recipe = try folder.readRecipe()
        let roles = export.role.map { [$0] } ?? [.student, .teacher]
        guard let role = roles.first(where: { folder.model(of: $0).exists }) else {
            throw RunError.notARun(folder: url.path, missing: roles[0].rawValue)
        }
        let model = folder.model(of: role)
        let data = try TrainingData(
            (plan ?? recipe.resolvedData).suited(to: model), device: .cpu)
        let network = try data.load(model.url.path, as: nil, role: role)
        var subject = try ExportSubject(network, of: model, data.form, export)
        subject.facts = try ExportNotes.of(model, normalises: export.normalises)
        let examples = try ExportExamples(
            ExportedView(network, export), on: data, limit: export.examples)
        let place = output ?? url.appending(path: "exports")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        let aside = place.appending(path: ".unproven-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: aside, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: aside) }
        let inside =
            export.normalises && !model.holdsText ? try model.describe().normalization : nil
        var checks: [ExportCheck] = []
        for format in export.formats {
            let file = aside.appending(path: format.fileName(for: role.rawValue))
            try format.write(subject, to: file)
            for (runner, network) in try runners(of: file, format, data.form) {
                let check = try examples.check(
                    format, file, bytes: file.fileSize, runner: runner,
                    network: inside.map { UnnormalisedView(network, $0) } ?? network)
                if let problem = check.problem(format.bound) {
                    guard export.keepsAll else {
                        throw ExportError.outOfBounds(
                            format: format.rawValue, runner: runner, problem: problem)
                    }
                    listener(.warning("\(format.rawValue) in \(runner): \(problem)"))
                }
                checks.append(check)
            }
        }
        try keepFiles(of: aside, in: place)
        let report = ExportReport(
            dataset: data.validation.name, networkBytes: model.weights.fileSize,
            networkLatencyMilliseconds: try ModelMeasurement.singleThreaded(
                network, input: data.exampleInput(count: 1)), checks: checks)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try DurableFile.write(
            try encoder.encode(report), to: place.appending(path: "exports.json"))
        return report
    }

    /// What runs an exported file here: libtorch a program of its own; else always our own interpreter, and
    /// ONNX Runtime where it is found.
    private static func runners(
        of file: URL, _ format: ExportFormat, _ form: any InputForm
    ) throws -> [(name: String, network: any Layer)] {
        if format == .torchScript {
            return [("libtorch", try ForeignKind.torchScript.open(file, form) { _ in nil })]
        }
        let own = try ForeignKind.onnx.open(file, form) { _ in nil }
        guard let runtime = try? OnnxRuntime() else { return [("Distillery", own)] }
        return [
            ("Distillery", own),
            (
                "ONNX Runtime \(runtime.version)",
                RuntimeNetwork(
                    try OnnxRuntimeSession(model: file, threads: 1, runtime: runtime), own.input)
            ),
        ]
    }

    /// Lets proven files take their names, over former ones.
    private static func keepFiles(of aside: URL, in place: URL) throws {
        let files = FileManager.default
        for name in try files.contentsOfDirectory(atPath: aside.path) {
            let (from, to) = (aside.appending(path: name), place.appending(path: name))
            guard rename(from.path, to.path) == 0 else {
                throw FileError.unwritable(
                    path: to.path, operation: "giving a proven file its name",
                    reason: String(cString: strerror(errno)))
            }
        }
    }
}

extension ExportFormat {
    /// Writes a network in this format.
    fileprivate func write(_ subject: ExportSubject, to file: URL) throws {
        switch self {
        case .onnx: try OnnxExport.write(subject, to: file)
        case .onnxFloat16: try OnnxExport.write(subject, precision: .float16, to: file)
        case .onnxInt8: try OnnxExport.write(subject, precision: .dynamicInt8(), to: file)
        case .torchScript:
            let inputs = subject.inputs.map { ScriptInput.tensor($0.name) }
            try TorchScriptExport(inputs: inputs, files: subject.facts).write(
                subject.graph, to: file)
        }
    }
}
