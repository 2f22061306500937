import Torch

/// The network of an ONNX file, as a recorded graph that the engine runs.
final class OnnxNetwork: ForeignBody {
    /// From the file's inputs to the logits, folded and ready, on the CPU.
    let graph: Graph
    /// Whether the file states a batch of one, so that examples go in one after the other.
    let isOneByOne: Bool
    private var compiled: CompiledGraph
    private var device = Device.cpu

    /// Reads the graph for inputs like the examples.
    ///
    /// - Parameter examples: the inputs for a number of examples.
    /// - Throws: `OnnxError`.
    init(_ file: OnnxFile, output: String, examples: (Int) throws -> [Tensor]) throws {
        let isOne = file.inputs.contains { $0.sizes?.first == 1 }
        var read: (graph: Graph, isOneByOne: Bool)?
        do {
            let graph = try OnnxImport.graph(of: file, examples: examples(2), output: output)
            if graph.outputs.allSatisfy({ graph.types[$0]?.shape.first == 2 }) {
                read = (graph, false)
            }
        } catch  where isOne {
            // A shape in the file holds the batch of one.
        }
        let (graph, isOneByOne) =
            try read ?? (
                OnnxImport.graph(of: file, examples: examples(1), output: output), isOne
            )
        self.graph = try graph.optimizedForInference().withPictureLayout()
        self.isOneByOne = isOneByOne
        compiled = try CompiledGraph(self.graph)
    }

    var weightCount: Int {
        graph.parameterPaths.reduce(0) { $0 + (graph.weights[$1]?.elementCount ?? 0) }
    }

    func logits(of inputs: [Tensor]) throws(TorchError) -> Tensor {
        try move(to: inputs[0].device)
        guard isOneByOne, inputs[0].shape[0] != 1 else { return try compiled.run(inputs)[0] }
        var rows: [Tensor] = []
        for index in 0..<inputs[0].shape[0] {
            var example: [Tensor] = []
            for input in inputs {
                example.append(try input.slice(dimension: 0, from: index, to: index + 1))
            }
            rows.append(try compiled.run(example)[0])
        }
        return try .concatenated(rows, dimension: 0)
    }

    private func move(to device: Device) throws(TorchError) {
        guard device != self.device else { return }
        let placed = try graph.placed(on: device)
        do {
            compiled = try CompiledGraph(placed)
        } catch {
            throw .engine(operation: "a graph on \(device)", message: "\(error)")
        }
        self.device = device
    }
}
