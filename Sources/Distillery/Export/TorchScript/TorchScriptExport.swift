import Foundation
import Torch

/// A network as a TorchScript file, for PyTorch in Python, in C++ and on phones, with no code of ours.
///
/// ```swift
/// let graph = try Graph.trace(model, inputs: [example])
/// try TorchScriptExport(inputs: [.pictures]).write(graph, to: url)   // torch.jit.load("model.pt")
/// ```
///
/// Weights keep the names that they have in the network, so that `state_dict()` of the loaded program
/// is the network's. Number and length of examples may differ from the recorded ones.
public struct TorchScriptExport: Sendable {
    /// What stands for each of the graph's inputs.
    public var inputs: [ScriptInput]
    /// Text that lies beside the program in the archive, by name: see `ExportNotes`.
    public var files: [String: String]
    /// Whether parameters are kept in half precision: the file has half the size, and every call widens
    /// them, so that it computes in `float32` with weights that are rounded.
    public var keepsHalfPrecision: Bool

    public init(
        inputs: [ScriptInput], files: [String: String] = [:], keepsHalfPrecision: Bool = false
    ) {
        self.inputs = inputs
        self.files = files
        self.keepsHalfPrecision = keepsHalfPrecision
    }

    /// Writes the program; the file is whole or not there.
    ///
    /// - Throws: `ExportError` for what TorchScript cannot say, `TorchError`, and `FileError` where the
    ///   file cannot be written.
    public func write(_ graph: Graph, to url: URL) throws {
        try program(of: graph).write(to: url, files: files)
    }

    /// The program, ready to run.
    public func program(of graph: Graph) throws -> ScriptModule {
        let graph = graph.removingDeadNodes()
        try requireFitting(graph)
        let places = ScriptNames(paths: graph.weights.keys).places
        let halves = try keepsHalfPrecision ? Self.widenable(in: graph) : []
        let source = ScriptSource(graph: graph, places: places, halves: halves)
        let text = try source.text(inputs: inputs)
        let kept = try graph.weights.sorted { $0.key < $1.key }.map { path, tensor in
            var tensor = try tensor.detached().to(Device.cpu)
            if halves.contains(path) { tensor = try tensor.to(.float16) }
            return ScriptModule.Kept(
                place: places[path] ?? [path], tensor: tensor,
                isParameter: graph.parameterPaths.contains(path))
        }
        return try ScriptModule(source: text, tensors: kept)
    }

    /// The parameters that half precision can hold.
    private static func widenable(in graph: Graph) throws(TorchError) -> Set<String> {
        var found: Set<String> = []
        for path in graph.parameterPaths {
            guard let tensor = graph.weights[path], tensor.knownScalarType == .float32 else {
                continue
            }
            if try tensor.fitsHalfPrecision() { found.insert(path) }
        }
        return found
    }

    private func requireFitting(_ graph: Graph) throws(ExportError) {
        guard inputs.count == graph.inputs.count else {
            throw .inputs(
                format: ScriptSource.format, named: "\(inputs.count) inputs",
                found: "\(graph.inputs.count)")
        }
        for (input, value) in zip(inputs, graph.inputs) {
            guard case .rows(let names) = input else { continue }
            let shape = graph.types[value]?.shape ?? []
            guard shape.count == 3, shape[1] == names.count else {
                throw .inputs(
                    format: ScriptSource.format,
                    named: "\(names.count) rows (\(names.joined(separator: ", ")))",
                    found: "an input of shape \(shape)")
            }
        }
    }
}
