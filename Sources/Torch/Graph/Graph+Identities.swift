extension Graph {
    /// The graph without nodes that give what they take: dropout in evaluation, `detach`, `alias`,
    /// copies, and layout changes that only `view` would notice.
    public func removingIdentities() -> Graph {
        let viewed = Set(
            nodes.filter { layoutSensitive.contains($0.operation.name) }.flatMap(\.usedValues))
        var sources: [ValueID: Operand] = [:]
        func source(of operand: Operand) -> Operand {
            operand.value.flatMap { sources[$0] } ?? operand
        }
        var graph = self
        graph.nodes = nodes.compactMap { node in
            var node = node
            node.arguments = node.arguments.map { $0.mappingOperands(source) }
            guard let passedOn = passedOn(by: node), !viewed.contains(node.results[0]) else {
                return node
            }
            sources[node.results[0]] = passedOn
            return nil
        }
        graph.outputs = outputs.map { source(of: .value($0)).value ?? $0 }
        return graph.removingDeadNodes()
    }

    /// The operand that a node gives as it is.
    private func passedOn(by node: Node) -> Operand? {
        guard let operand = node.argument(0).operand, node.results.count == 1 else { return nil }
        switch node.operation.name {
        case "aten::dropout", "aten::feature_dropout", "aten::alpha_dropout":
            return node.argument(2) == .bool(false) ? operand : nil
        case "aten::detach", "aten::alias", "aten::clone", "aten::contiguous", "aten::lift_fresh":
            return operand
        case "aten::to" where node.operation.overload == "dtype":
            let keepsLayout = [.standard, .none].contains(node.argument(4))
            let keepsType = types[node.results[0]] == type(of: operand)
            return keepsLayout && keepsType ? operand : nil
        default:
            return nil
        }
    }
}

/// Operators that fail, or give something else, when elements lie otherwise in memory.
private let layoutSensitive: Set<String> = ["aten::view", "aten::view_as", "aten::as_strided"]
