extension Graph {
    /// Records a layer's forward pass on an example batch.
    ///
    /// The layer runs once, in evaluation mode and without gradients; modes are put back
    /// afterwards. Whatever the forward pass decides from shapes or elements is decided by this
    /// example.
    ///
    /// - Throws: `GraphError` for what a graph cannot express, `TorchError` when the layer fails.
    public static func trace(_ layer: any Layer, inputs: [Tensor]) throws -> Graph {
        precondition(inputs.count == 1, "a layer takes one input, \(inputs.count) were given")
        return try trace(layer, inputs: inputs) { tensors in [try layer(tensors[0])] }
    }

    /// Records what `body` computes from the inputs with the parameters and buffers of `module`.
    public static func trace(
        _ module: any Module, inputs: [Tensor], _ body: ([Tensor]) throws -> [Tensor]
    ) throws -> Graph {
        let tracer = GraphTracer(module: module)
        let inputValues = inputs.map(tracer.declare)
        let results = try module.inEvaluationMode {
            try withoutGradients { try tracer.listen { try body(inputs) } }
        }
        if let problem = tracer.problem { throw problem }
        let outputValues = try results.enumerated().map { index, tensor in
            guard let value = tracer.value(of: tensor) else {
                throw GraphError.independentOutput(index: index)
            }
            return value
        }
        if let problem = tracer.problem { throw problem }
        let graph = Graph(
            inputs: inputValues, outputs: outputValues, nodes: tracer.nodes,
            weights: tracer.weights,
            parameterPaths: Set(module.namedParameters().map(\.path)), types: tracer.types)
        try graph.requireDependentOutputs()
        return graph.removingDeadNodes()
    }

    private func requireDependentOutputs() throws(GraphError) {
        var reached = Set(inputs)
        for node in nodes where node.usedValues.contains(where: reached.contains) {
            reached.formUnion(node.results)
        }
        if let index = outputs.firstIndex(where: { !reached.contains($0) }) {
            throw .independentOutput(index: index)
        }
    }
}
