/// The memory that a graph's values take while it runs.
enum ActivationMemory {
    /// The most bytes alive at one time, at the traced batch size.
    ///
    /// A value of a view or in-place operator shares the memory of what it shows; that memory is
    /// alive as long as any of them.
    static func peak(of graph: Graph) -> Int {
        let owners = owners(of: graph)
        var lastUse: [Graph.ValueID: Int] = [:]
        for (value, last) in graph.lastUses {
            let owner = owners[value] ?? value
            lastUse[owner] = max(lastUse[owner] ?? last, last)
        }
        var endings: [Int: [Graph.ValueID]] = [:]
        for (owner, last) in lastUse { endings[last, default: []].append(owner) }

        func bytes(_ value: Graph.ValueID) -> Int { graph.types[value]?.byteCount ?? 0 }
        var alive = graph.inputs.filter { lastUse[$0] != nil }.reduce(0) { $0 + bytes($1) }
        var peak = alive
        for (index, node) in graph.nodes.enumerated() {
            for value in node.results where owners[value] == nil { alive += bytes(value) }
            peak = max(peak, alive)
            for owner in endings[index] ?? [] { alive -= bytes(owner) }
        }
        return peak
    }

    /// For every value that lies in another one's memory: the value that the memory was made for.
    private static func owners(of graph: Graph) -> [Graph.ValueID: Graph.ValueID] {
        var owners: [Graph.ValueID: Graph.ValueID] = [:]
        for node in graph.nodes
        where ViewOperators.contains(node.operation) || node.operation.isInPlace {
            guard let base = node.arguments.first?.operands.first?.value else { continue }
            for value in node.results { owners[value] = owners[base] ?? base }
        }
        return owners
    }
}
