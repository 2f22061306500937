extension Graph {
    /// The same graph with the shapes that other examples give.
    ///
    /// Every call is carried out on the examples. Calls that take weights alone become weights themselves,
    /// so that a graph has none of them afterwards. Graphs of the same calls number their values alike:
    /// what differs between the types of two of them follows the inputs.
    ///
    /// - Throws: `TorchError` where the examples do not suit a call.
    public func retaken(on examples: [Tensor]) throws -> Graph {
        precondition(
            examples.count == inputs.count,
            "\(inputs.count) examples were expected, \(examples.count) given")
        let builder = GraphBuilder()
        var known: [Operand: Operand] = [:]
        for (input, example) in zip(inputs, examples) {
            known[.value(input)] = builder.input(example)
        }
        for path in weights.keys.sorted() {
            guard let weight = weights[path] else { continue }
            known[.weight(path)] = builder.weight(weight, named: path)
        }
        for node in nodes {
            let arguments = node.arguments.map { $0.mappingOperands { known[$0] ?? $0 } }
            let results = try builder.call(node.operation, arguments, scope: node.scope)
            for (result, operand) in zip(node.results, results) { known[.value(result)] = operand }
        }
        return try builder.finish(outputs: outputs.map { known[.value($0)] ?? .value($0) })
    }
}
