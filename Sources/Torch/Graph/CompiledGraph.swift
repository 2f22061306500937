/// A graph ready to run: operators, arguments and the moment each value is let go, laid out once.
///
/// Calls go through the same door as a module's, so that recorders see them.
public final class CompiledGraph {
    private let steps: [GraphStep]
    private let slotCount: Int
    private let inputSlots: [Int]
    private let inputReleases: [Int]
    private let outputSlots: [Int]

    /// - Throws: `GraphError.undefined` when a node takes what no earlier node makes.
    public init(_ graph: Graph) throws(GraphError) {
        var layout = SlotLayout(weights: graph.weights)
        inputSlots = graph.inputs.map { layout.define($0) }
        var steps: [GraphStep] = []
        steps.reserveCapacity(graph.nodes.count)
        for node in graph.nodes { steps.append(try layout.step(for: node)) }
        outputSlots = try graph.outputs.map { value throws(GraphError) in
            try layout.slot(of: value, for: "the output")
        }
        var lastUse = [Int?](repeating: nil, count: layout.count)
        for (index, step) in steps.enumerated() {
            for slot in step.slots { lastUse[slot] = index }
        }
        let kept = Set(outputSlots)
        for (slot, last) in lastUse.enumerated() where !kept.contains(slot) {
            if let last { steps[last].releases.append(slot) }
        }
        inputReleases = inputSlots.filter { lastUse[$0] == nil && !kept.contains($0) }
        self.steps = steps
        slotCount = layout.count
    }

    /// Runs the nodes in order; each value is let go after its last use.
    ///
    /// - Throws: `TorchError`, also when the number of inputs is not the graph's.
    public func run(_ inputs: [Tensor]) throws(TorchError) -> [Tensor] {
        guard inputs.count == inputSlots.count else {
            throw .engine(
                operation: "a graph of \(inputSlots.count) inputs",
                message: "\(inputs.count) inputs were given")
        }
        var slots = [Tensor?](repeating: nil, count: slotCount)
        for (slot, tensor) in zip(inputSlots, inputs) { slots[slot] = tensor }
        for slot in inputReleases { slots[slot] = nil }
        for step in steps {
            try step.run(&slots)
            for slot in step.releases { slots[slot] = nil }
        }
        return outputSlots.compactMap { slots[$0] }
    }
}

extension Graph {
    /// Runs the graph; inputs may have another batch size than the traced ones.
    ///
    /// To run a graph often, keep a `CompiledGraph` (or a `GraphLayer`) of it.
    public func run(_ inputs: [Tensor]) throws -> [Tensor] {
        try CompiledGraph(self).run(inputs)
    }
}
