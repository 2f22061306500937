extension Graph {
    /// The graph with whatever is taken out of a stack or a concatenation taken from its part instead.
    ///
    /// A network that has one tensor of several rows as its input can be recorded on the rows, put together
    /// first: what is left is a graph of several inputs.
    public func takingParts() -> Graph {
        var graph = self
        var sources: [ValueID: Operand] = [:]
        var makers: [ValueID: Node] = [:]
        func source(of operand: Operand) -> Operand {
            operand.value.flatMap { sources[$0] } ?? operand
        }
        graph.nodes = nodes.compactMap { node in
            var node = node
            node.arguments = node.arguments.map { $0.mappingOperands(source) }
            while let step = step(into: node, makers) {
                switch step {
                case .node(let inner): node = inner
                case .operand(let part):
                    sources[node.results[0]] = part
                    return nil
                }
            }
            for result in node.results { makers[result] = node }
            return node
        }
        graph.outputs = outputs.map { source(of: .value($0)).value ?? $0 }
        return graph.removingDeadNodes()
    }

    private enum PartStep {
        /// The same of one of the parts.
        case node(Node)
        /// The part itself.
        case operand(Operand)
    }

    /// Where a selection or a slice goes on; nil where it is of something else.
    private func step(into node: Node, _ makers: [ValueID: Node]) -> PartStep? {
        guard let whole = node.argument(0).operand?.value, let maker = makers[whole],
            case .tensors(let parts) = maker.argument(0), let shape = types[whole]?.shape,
            case .integer(let taken) = node.argument(1)
        else { return nil }
        let dimension = taken < 0 ? taken + shape.count : taken
        guard case let made = maker.argument(1).integer ?? 0,
            (made < 0 ? made + shape.count : made) == dimension
        else { return nil }
        switch (node.operation.name, maker.operation.name) {
        case ("aten::select", "aten::stack"):
            guard let index = node.argument(2).integer else { return nil }
            let place = index < 0 ? index + parts.count : index
            return parts.indices.contains(place) ? .operand(parts[place]) : nil
        case ("aten::select", "aten::cat"):
            guard var index = node.argument(2).integer, index >= 0 else { return nil }
            for part in parts {
                guard let size = type(of: part)?.shape[dimension] else { return nil }
                if index < size {
                    var inner = node
                    inner.arguments[0] = .tensor(part)
                    inner.arguments[2] = .integer(index)
                    return .node(inner)
                }
                index -= size
            }
            return nil
        case ("aten::slice", "aten::cat"):
            let (start, end) = (node.argument(2).integer ?? 0, node.argument(3).integer)
            guard (node.argument(4).integer ?? 1) == 1 else { return nil }
            var before = 0
            for part in parts {
                guard let size = type(of: part)?.shape[dimension] else { return nil }
                if before == start, before + size == min(end ?? .max, shape[dimension]) {
                    return .operand(part)
                }
                before += size
            }
            return nil
        default: return nil
        }
    }
}

extension Graph.Argument {
    /// The number of this argument.
    fileprivate var integer: Int? {
        guard case .integer(let number) = self else { return nil }
        return number
    }
}
