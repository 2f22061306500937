extension Graph {
    /// The graph with element-wise operators writing over an operand that nobody needs afterwards.
    ///
    /// It saves the memory traffic of a fresh result (`relu_` after a convolution, `add_` at the end
    /// of a residual block). Memory that belongs to the caller, to a weight, or to a value that is
    /// used later under any name is never written.
    public func reusingBuffers() -> Graph {
        var graph = self
        var memory = OwnMemory(of: self)
        for index in nodes.indices {
            if let reusing = reusing(nodes[index], at: index, memory) {
                graph.nodes[index] = reusing
            }
            memory.note(graph.nodes[index])
        }
        return graph
    }

    /// The node in a form that writes over one of its operands, where that is safe.
    private func reusing(_ node: Node, at index: Int, _ memory: OwnMemory) -> Node? {
        guard elementwise.contains(node.operation.name), node.results.count == 1,
            let type = types[node.results[0]]
        else { return nil }
        let isCommutative =
            commutative.contains(node.operation.fullName) && node.argument(2) == .standard
        let position = (isCommutative ? [0, 1] : [0]).first { position in
            guard let value = node.argument(position).operand?.value else { return false }
            return types[value] == type && memory.isFree(value, for: node, at: index)
        }
        guard let position else { return nil }
        let operation = Operator("\(node.operation.name)_", overload: node.operation.overload)
        guard (try? operation.argumentNames) != nil else { return nil }
        var reusing = node
        reusing.operation = operation
        reusing.arguments.swapAt(0, position)
        return reusing
    }
}

/// Operators that give a tensor of their first operand's shape and have an in-place form.
private let elementwise = Set(
    [
        "add", "clamp", "div", "elu", "gelu", "hardsigmoid", "hardswish", "hardtanh", "leaky_relu",
        "mul", "relu", "relu6", "sigmoid", "silu", "sub", "tanh",
    ].map { "aten::\($0)" })

/// Operators whose first two operands can change places.
private let commutative: Set<String> = ["aten::add.Tensor", "aten::mul.Tensor"]

/// Which values lie in memory that the graph itself made, and until when it is needed.
///
/// Nodes are noted in order. A view that is made later is a later use of what it shows, so the
/// members known so far are enough to tell whether memory is still needed.
private struct OwnMemory {
    private let lastUses: [Graph.ValueID: Int]
    /// The value for which the memory was made.
    private var owners: [Graph.ValueID: Graph.ValueID] = [:]
    private var neededUntil: [Graph.ValueID: Int] = [:]
    /// Values that fill their memory: not a view of a part of it.
    private var whole: Set<Graph.ValueID> = []
    /// Values that are computed from the inputs and so grow with the batch.
    private var dependent: Set<Graph.ValueID>

    init(of graph: Graph) {
        lastUses = graph.lastUses
        dependent = Set(graph.inputs)
    }

    mutating func note(_ node: Graph.Node) {
        let isView = ViewOperators.contains(node.operation)
        let sharesMemory = isView || node.operation.isInPlace
        let isDependent = node.usedValues.contains(where: dependent.contains)
        let base = node.arguments.first?.operands.first?.value
        for value in node.results {
            if isDependent { dependent.insert(value) }
            if !isView { whole.insert(value) }
            // Views of inputs and weights have no owner here, like those themselves.
            guard let owner = sharesMemory ? base.flatMap({ owners[$0] }) : value else { continue }
            owners[value] = owner
            neededUntil[owner] = max(neededUntil[owner] ?? 0, lastUses[value] ?? 0)
        }
    }

    /// Whether the node at `index` may write over `value`.
    func isFree(_ value: Graph.ValueID, for node: Graph.Node, at index: Int) -> Bool {
        guard let owner = owners[value], whole.contains(value), dependent.contains(value),
            neededUntil[owner, default: index] <= index
        else { return false }
        return node.usedValues.filter { owners[$0] == owner }.count == 1
    }
}
