extension Graph {
    /// The same graph on a device: weights, and what its calls make, are there.
    ///
    /// Whatever only says sizes stays on the CPU, where it is read.
    public func placed(on device: Device) throws(TorchError) -> Graph {
        let sizes = sizeOperands
        var graph = self
        for (path, tensor) in weights where !sizes.contains(.weight(path)) {
            graph.weights[path] = try tensor.to(device)
        }
        for (index, node) in nodes.enumerated()
        where !node.results.contains(where: { sizes.contains(.value($0)) }) {
            graph.nodes[index].arguments = node.arguments.map { argument in
                guard case .device = argument else { return argument }
                return .device(device)
            }
        }
        return graph
    }

    /// The same graph with the weights of convolutions over pictures laid out channels last, as pictures
    /// are.
    public func withPictureLayout() throws(TorchError) -> Graph {
        var graph = self
        for node in nodes where node.operation.name == "aten::conv2d" {
            guard let path = node.argument(1).operand?.weight, let weight = graph.weights[path]
            else { continue }
            graph.weights[path] = try weight.to(MemoryFormat.channelsLast)
        }
        return graph
    }

    /// The operands that sizes are read from, and those that they are computed from.
    private var sizeOperands: Set<Operand> {
        var found: Set<Operand> = []
        for node in nodes.reversed() {
            for argument in node.arguments {
                switch argument {
                case .sizes(let operand), .size(let operand, _): found.insert(operand)
                default: break
                }
            }
            guard node.operation.name != "aten::_shape_as_tensor",
                node.results.contains(where: { found.contains(.value($0)) })
            else { continue }
            found.formUnion(node.operands)
        }
        return found
    }
}
