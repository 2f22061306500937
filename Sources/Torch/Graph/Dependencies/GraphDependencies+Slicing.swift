extension GraphDependencies {
    /// The graph with fewer channels: smaller weights, and the numbers in its calls that count them.
    ///
    /// - Parameter kept: for groups by name the channels that stay, from 0; other groups stay whole.
    /// - Returns: a graph of the same inputs and the same shapes of outputs, with weights of its own
    ///   where they changed.
    /// - Throws: `DependencyError`; `TorchError` where the smaller graph does not run.
    public func graph(keeping kept: [String: [Int]]) throws -> Graph {
        var gone: Set<Int> = []
        for (name, places) in kept {
            guard let roots = channels[name] else {
                let known = groups.map(\.name)
                throw DependencyError.unknownGroup(
                    name: name, nearest: nearestName(to: name, in: known))
            }
            guard !places.isEmpty, places.allSatisfy(roots.indices.contains) else {
                throw DependencyError.channels(group: name, count: roots.count, found: places)
            }
            let staying = Set(places)
            gone.formUnion(roots.indices.filter { !staying.contains($0) }.map { roots[$0] })
        }
        func places(_ labels: [Int]) -> [Int] {
            labels.indices.filter { !gone.contains(self.labels.root(of: labels[$0])) }
        }
        var smaller = graph
        for (path, dimensions) in labels.weights {
            for (dimension, all) in dimensions.enumerated() {
                guard let all, let weight = smaller.weights[path] else { continue }
                let rest = places(all)
                if rest.count < all.count {
                    smaller.weights[path] = try weight.keeping(rest, along: dimension)
                }
            }
        }
        for count in labels.counts {
            let number = places(count.labels).count
            guard number < count.labels.count else { continue }
            smaller.nodes[count.node].set(count.argument, entry: count.entry, to: number)
        }
        return try smaller.typed(as: graph)
    }
}

extension Graph.Node {
    fileprivate mutating func set(_ argument: Int, entry: Int?, to number: Int) {
        guard arguments.indices.contains(argument) else { return }
        switch arguments[argument] {
        case .integers(var numbers):
            guard let entry, numbers.indices.contains(entry) else { return }
            numbers[entry] = number
            arguments[argument] = .integers(numbers)
        default:
            arguments[argument] = .integer(number)
        }
    }
}

extension Graph {
    /// The graph with the shapes that its values have when inputs like those of `original` go in.
    fileprivate func typed(as original: Graph) throws -> Graph {
        let recorder = TypeRecorder()
        let device = parameterPaths.first.flatMap { weights[$0]?.device } ?? .cpu
        var blanks: [Tensor] = []
        for input in original.inputs {
            let type = original.types[input]
            blanks.append(
                try Tensor.zeros(
                    type?.shape ?? [], scalarType: type?.scalarType ?? .float32, device: device))
        }
        try withoutGradients {
            let compiled = try CompiledGraph(self)
            _ = try recorder.listen { try compiled.run(blanks) }
        }
        var graph = self
        for (node, types) in zip(nodes, recorder.types) {
            for (value, type) in zip(node.results, types) { graph.types[value] = type }
        }
        return graph
    }
}

/// Keeps the types of what each call gives.
private final class TypeRecorder: Recorder {
    private(set) var types: [[Graph.TensorType]] = []

    override func didCall(_ operation: Operator, arguments: [Value], results: [Value]) {
        types.append(results.flatMap(\.allTensors).map(Graph.TensorType.init(of:)))
    }
}

extension Tensor {
    fileprivate func keeping(_ places: [Int], along dimension: Int) throws(TorchError) -> Tensor {
        let index = try Tensor(places.map(Int64.init)).to(device)
        return try withoutGradients { () throws(TorchError) in
            try detached().select(dimension: dimension, indices: index)
        }
    }
}
