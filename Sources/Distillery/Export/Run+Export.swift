import Foundation
import Torch

/// How a run's model is handed over.
public struct ExportPlan: Sendable {
    public var formats: [ExportFormat]
    /// Nil is the student, or the teacher of a run that trained it alone.
    public var role: ModelRole?
    /// How many validation examples every file is run on.
    public var examples: Int
    /// Whether probabilities come out, and not logits.
    public var givesProbabilities: Bool
    /// Whether pictures of 0…1 go in and the file normalises them.
    public var normalises: Bool
    /// Whether files are kept that are further from the network than is allowed.
    public var keepsAll: Bool

    public init(
        formats: [ExportFormat] = [.onnx], role: ModelRole? = nil, examples: Int = 256,
        givesProbabilities: Bool = false, normalises: Bool = false, keepsAll: Bool = false
    ) {
        self.formats = formats
        self.role = role
        self.examples = examples
        self.givesProbabilities = givesProbabilities
        self.normalises = normalises
        self.keepsAll = keepsAll
    }
}

/// What an export wrote, and what came out when it was run.
public struct ExportReport: Codable, Sendable, Equatable {
    public var dataset: String
    /// The network's own, for the same examples.
    public var networkBytes: Int
    public var networkLatencyMilliseconds: Double
    public var checks: [ExportCheck]
}

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
        let subject = try ExportSubject(network, of: model, data.form, export)
        let examples = try ExportExamples(
            ExportedView(network, export), on: data, limit: export.examples)
        let notes = try ExportNotes.of(model, normalises: export.normalises)
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
            try format.write(subject, notes: notes, to: file)
            for (runner, network) in try runners(of: file, format, data.form) {
                let check = try examples.check(
                    format, file, bytes: fileSize(file), runner: runner,
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
            dataset: data.validation.name, networkBytes: fileSize(model.weights),
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

    private static func fileSize(_ url: URL) -> Int {
        let attributes = try? FileManager.default.attributesOfItem(atPath: url.path)
        return (attributes?[.size] as? Int) ?? 0
    }
}

extension ExportFormat {
    /// Writes a network in this format.
    ///
    /// - Parameter notes: what is said of it beside, for formats that have no place of their own for it.
    fileprivate func write(
        _ subject: ExportSubject, notes: [String: String], to file: URL
    ) throws {
        switch self {
        case .onnx: try OnnxExport.write(subject, to: file)
        case .onnxFloat16: try OnnxExport.write(subject, precision: .float16, to: file)
        case .onnxInt8: try OnnxExport.write(subject, precision: .dynamicInt8(), to: file)
        case .torchScript:
            let inputs = subject.inputs.map { ScriptInput.tensor($0.name) }
            try TorchScriptExport(inputs: inputs, files: notes).write(subject.graph, to: file)
        }
    }
}

/// A network as the exported file puts its answers out.
private final class ExportedView: Layer {
    private let network: any Layer
    private let givesProbabilities: Bool

    init(_ network: any Layer, _ export: ExportPlan) {
        self.network = network
        givesProbabilities = export.givesProbabilities
    }

    func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        let answers = try network(input)
        return givesProbabilities ? try answers.softmax(dimension: -1) : answers
    }
}

/// A network that normalises by itself, for batches that were normalised before.
private final class UnnormalisedView: Layer {
    private let network: any Layer
    private let normalization: Normalization

    init(_ network: any Layer, _ normalization: Normalization) {
        self.network = network
        self.normalization = normalization
    }

    func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        func row(_ numbers: [Double]) throws(TorchError) -> Tensor {
            try Tensor(numbers.map(Float.init), shape: [numbers.count, 1, 1])
        }
        return try network(input * row(normalization.std) + row(normalization.mean))
    }
}
