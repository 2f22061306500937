private let packing = Operator("mkldnn::_reorder_linear_weight")
private let pointwise = Operator("mkldnn::_linear_pointwise")

extension Graph {
    /// The graph with the weights of linear layers in the order that the processor's fastest product
    /// reads them (oneDNN), and with a GELU or a rectifier that follows worked into the product.
    ///
    /// For `float32` on a CPU, where the engine has that product; other layers stay as they are. A weight
    /// that several layers share is laid out once.
    ///
    /// - Parameter smallest: how many weights a layer has at least; a small one gains nothing, and stays
    ///   as it is to the bit.
    public func packingLinears(smallest: Int = 16_384) throws(TorchError) -> Graph {
        guard (try? packing.argumentNames) != nil, (try? pointwise.argumentNames) != nil else {
            return self
        }
        var graph = self
        let uses = useCounts
        var users: [ValueID: Int] = [:]
        for (index, node) in nodes.enumerated() {
            if let input = node.argument(0).operand?.value { users[input] = index }
        }
        var absorbed: Set<Int> = []
        var packed: [String: String] = [:]
        for (index, node) in nodes.enumerated() {
            guard node.operation.name == "aten::linear",
                let path = node.argument(1).operand?.weight, let weight = weights[path],
                weight.rank == 2, weight.elementCount >= smallest, weight.scalarType == .float32,
                weight.device == .cpu,
                let result = node.results.first
            else { continue }
            if packed[path] == nil {
                let name = "\(path).packed"
                graph.weights[name] = try packing(weight.detached(), .integer(Self.usualRows))
                packed[path] = name
            }
            var activation = Epilogue.none
            if uses[result] == 1, let next = users[result],
                let found = Epilogue(nodes[next]), !outputs.contains(result)
            {
                activation = found
                absorbed.insert(next)
                graph.nodes[index].results = nodes[next].results
            }
            let bias = node.argument(2)
            graph.nodes[index].operation = pointwise
            graph.nodes[index].arguments =
                [
                    node.argument(0), .tensor(.weight(packed[path] ?? path)),
                    bias == .standard ? .none : bias,
                ] + activation.arguments
        }
        graph.nodes = graph.nodes.indices.filter { !absorbed.contains($0) }.map { graph.nodes[$0] }
        return graph.removingDeadNodes()
    }

    /// How many rows inputs usually have, all leading dimensions together: no more than a hint.
    private static let usualRows = 1024
}

/// What the product does with its result before it is written.
private struct Epilogue {
    var name: String
    var algorithm: String?

    static let none = Epilogue(name: "none")

    private init(name: String, algorithm: String? = nil) {
        self.name = name
        self.algorithm = algorithm
    }

    /// That of a node, nil where it is something else.
    init?(_ node: Graph.Node) {
        switch (node.operation.name, node.argument(1)) {
        case ("aten::relu", _): self.init(name: "relu")
        case ("aten::gelu", .string(let algorithm)):
            self.init(name: "gelu", algorithm: algorithm)
        case ("aten::gelu", .standard): self.init(name: "gelu", algorithm: "none")
        default: return nil
        }
    }

    var arguments: [Graph.Argument] {
        [.string(name), .integers([]), algorithm.map { .string($0) } ?? .none]
    }
}
