/// A graph as a layer that never changes: the frozen teacher.
///
/// It runs without gradients, neither for its weights nor for its input, and has no parameters of
/// its own. Its weights share memory with the module that was traced, as long as no pass replaced
/// them.
public final class GraphLayer: Layer {
    /// The graph that runs, with weights that take no gradient.
    public let graph: Graph
    private let compiled: CompiledGraph

    /// - Throws: `GraphError` when the graph does not take one input and give one output, or is
    ///   not whole.
    public init(_ graph: Graph) throws {
        guard graph.inputs.count == 1, graph.outputs.count == 1 else {
            throw GraphError.notALayer(inputs: graph.inputs.count, outputs: graph.outputs.count)
        }
        self.graph = try graph.frozen()
        compiled = try CompiledGraph(self.graph)
    }

    public func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        try withoutGradients { () throws(TorchError) in try compiled.run([input])[0] }
    }
}

extension Graph {
    /// The same graph with weights that take no gradient; they share memory with this one's.
    public func frozen() throws(TorchError) -> Graph {
        var frozen = self
        for (value, tensor) in weights where tensor.requiresGradient {
            frozen.weights[value] = try tensor.detached()
        }
        return frozen
    }
}
