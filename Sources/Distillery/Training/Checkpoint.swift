import Foundation
import Torch

/// A training as a safetensors file: tensors of model, optimiser and generators, and the progress.
///
/// Written aside, flushed and renamed, so that a crash leaves the former one.
struct Checkpoint {
    var model: [(path: String, tensor: Tensor)]
    /// The method's own parts; empty for most.
    var parts: [(path: String, tensor: Tensor)] = []
    var optimizer: [(name: String, tensor: Tensor)]
    /// Empty unless the parts have an optimiser of their own.
    var partsOptimizer: [(name: String, tensor: Tensor)] = []
    /// Empty unless the training is in float16.
    var scaler: [(name: String, tensor: Tensor)] = []
    /// The state of the default generator, `uint8`.
    var random: Tensor
    var progress: TrainingProgress

    private static let progressKey = "distillery.progress"

    func write(to url: URL) throws {
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        var tensors: [(String, StoredTensor)] = []
        for (path, tensor) in model { tensors.append(("model/\(path)", try StoredTensor(tensor))) }
        for (path, tensor) in parts { tensors.append(("parts/\(path)", try StoredTensor(tensor))) }
        let named = [
            ("optimizer/", optimizer), ("parts-optimizer/", partsOptimizer), ("scaler/", scaler),
        ]
        for (prefix, state) in named {
            for (name, tensor) in state {
                tensors.append((prefix + name, try StoredTensor(tensor)))
            }
        }
        tensors.append(("random/cpu", try StoredTensor(random)))
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let text = String(decoding: try encoder.encode(progress), as: UTF8.self)
        try SafetensorsWriter.write(tensors, metadata: [Self.progressKey: text], to: url)
    }

    /// The progress alone, without reading tensors; nil where there is no checkpoint.
    static func progress(at url: URL) throws -> TrainingProgress? {
        guard FileManager.default.fileExists(atPath: url.path) else { return nil }
        return try progress(of: SafetensorsFile(url), at: url)
    }

    /// Puts the checkpoint's state into a training that was just made.
    static func restore(
        from url: URL, model: any Module, parts: (any Module)? = nil, optimizer: any Optimizer,
        partsOptimizer: (any Optimizer)? = nil, scaler: GradientScaler? = nil
    ) throws -> TrainingProgress? {
        guard FileManager.default.fileExists(atPath: url.path) else { return nil }
        let file = try SafetensorsFile(url)
        let progress = try progress(of: file, at: url)
        do {
            try model.load(try tensors(under: "model/", in: file))
            try parts?.load(try tensors(under: "parts/", in: file))
            try optimizer.load(state: try tensors(under: "optimizer/", in: file))
            try partsOptimizer?.load(state: try tensors(under: "parts-optimizer/", in: file))
            try scaler?.load(state: try tensors(under: "scaler/", in: file))
        } catch let error as StateError {
            throw WeightsError(file: url.path, reason: "\(error)")
        }
        if let random = file["random/cpu"] { try RandomGenerator().restore(try Tensor(random)) }
        return progress
    }

    private static func tensors(
        under prefix: String, in file: SafetensorsFile
    ) throws -> [String: Tensor] {
        var tensors: [String: Tensor] = [:]
        for name in file.names where name.hasPrefix(prefix) {
            if let stored = file[name] {
                tensors[String(name.dropFirst(prefix.count))] = try Tensor(stored)
            }
        }
        return tensors
    }

    private static func progress(
        of file: SafetensorsFile, at url: URL
    ) throws -> TrainingProgress {
        guard let text = file.metadata[progressKey],
            let progress = try? JSONDecoder().decode(
                TrainingProgress.self, from: Data(text.utf8))
        else { throw RunError.notACheckpoint(file: url.path) }
        return progress
    }
}
