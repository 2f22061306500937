/// Who makes and who uses the values of a graph.
extension Graph {
    /// How often each value is used; being an output is a use.
    var useCounts: [ValueID: Int] {
        var counts: [ValueID: Int] = [:]
        for node in nodes { for value in node.usedValues { counts[value, default: 0] += 1 } }
        for value in outputs { counts[value, default: 0] += 1 }
        return counts
    }

    /// The position of the node that makes each value.
    var producers: [ValueID: Int] {
        var producers: [ValueID: Int] = [:]
        for (index, node) in nodes.enumerated() {
            for value in node.results { producers[value] = index }
        }
        return producers
    }

    /// The position of the last node that uses each value, or that makes it when nothing does.
    ///
    /// Outputs are used past the last node: they stand at `nodes.count`.
    var lastUses: [ValueID: Int] {
        var last: [ValueID: Int] = [:]
        for (index, node) in nodes.enumerated() {
            for value in node.results { last[value] = index }
            for value in node.usedValues { last[value] = index }
        }
        for value in outputs { last[value] = nodes.count }
        return last
    }

    /// The graph without the inputs that no node reads, and the places of those that stay.
    public func droppingUnusedInputs() -> (graph: Graph, places: [Int]) {
        let used = Set(nodes.flatMap(\.usedValues) + outputs)
        let places = inputs.indices.filter { used.contains(inputs[$0]) }
        var graph = self
        graph.inputs = places.map { inputs[$0] }
        return (graph, places)
    }

    /// The graph without nodes, weights and types that no output needs.
    public func removingDeadNodes() -> Graph {
        var needed = Set(outputs)
        var kept: [Node] = []
        for node in nodes.reversed() where node.results.contains(where: needed.contains) {
            needed.formUnion(node.usedValues)
            kept.append(node)
        }
        kept.reverse()
        let paths = Set(kept.flatMap(\.operands).compactMap(\.weight))
        let values = Set(inputs + kept.flatMap(\.results))
        var graph = self
        graph.nodes = kept
        graph.weights = weights.filter { paths.contains($0.key) }
        graph.parameterPaths = parameterPaths.intersection(paths)
        graph.types = types.filter { values.contains($0.key) }
        return graph
    }
}
