extension Graph {
    /// The graph with every batch norm that follows a convolution or linear layer worked into that
    /// layer's weights.
    ///
    /// In evaluation, y = (x − mean) · γ / √(variance + ε) + β scales and shifts each channel; so do
    /// the weights w · s and the bias (b − mean) · s + β with s = γ / √(variance + ε). They are
    /// computed in `float64`, then rounded to the weights' own type. A layer whose output is used
    /// elsewhere too stays as it is.
    public func foldingBatchNorm() throws(TorchError) -> Graph {
        var graph = self
        let uses = useCounts
        let producers = producers
        var folded: Set<Int> = []
        for (index, node) in nodes.enumerated() {
            guard let input = node.argument(0).operand?.value, uses[input] == 1,
                let position = producers[input],
                let norm = FrozenBatchNorm(node, in: self),
                let layer = AffineLayer(graph.nodes[position], in: graph)
            else { continue }
            try graph.fold(norm, into: layer, at: position)
            graph.nodes[position].results = node.results
            folded.insert(index)
        }
        graph.nodes = graph.nodes.indices.filter { !folded.contains($0) }.map { graph.nodes[$0] }
        return graph.removingDeadNodes()
    }

    private mutating func fold(
        _ norm: FrozenBatchNorm, into layer: AffineLayer, at position: Int
    ) throws(TorchError) {
        let (scale, shift) = try norm.scaleAndShift()
        let weight = try layer.weight.exact()
        let perOutput = [-1] + [Int](repeating: 1, count: weight.rank - 1)
        var bias = shift
        if let own = layer.bias { bias = try own.exact() * scale + shift }
        let weightPath = path(for: layer.weightPath, ownedBy: position)
        let biasPath = path(for: layer.biasPath, ownedBy: position)
        weights[weightPath] = try (weight * scale.reshaped(perOutput)).rounded(as: layer.weight)
        weights[biasPath] = try bias.rounded(as: layer.weight)
        parameterPaths.formUnion([weightPath, biasPath])
        var arguments = nodes[position].arguments
        arguments[1] = .tensor(.weight(weightPath))
        if arguments.count == 2 { arguments.append(.none) }
        arguments[2] = .tensor(.weight(biasPath))
        nodes[position].arguments = arguments
    }

    /// A path whose tensor can be replaced without another node noticing: `wanted`, if only the
    /// node at `position` uses it.
    private func path(for wanted: String, ownedBy position: Int) -> String {
        func isFree(_ path: String) -> Bool {
            let users = nodes.indices.filter { nodes[$0].operands.contains(.weight(path)) }
            return users.isEmpty ? weights[path] == nil : users == [position]
        }
        var path = wanted
        var number = 0
        while !isFree(path) {
            number += 1
            path = "\(wanted).folded\(number)"
        }
        return path
    }
}

/// A batch norm in evaluation mode whose statistics are weights.
private struct FrozenBatchNorm {
    private let gamma: Tensor?
    private let beta: Tensor?
    private let mean: Tensor
    private let variance: Tensor
    private let epsilon: Double

    init?(_ node: Graph.Node, in graph: Graph) {
        func weight(_ index: Int) -> Tensor? {
            node.argument(index).operand?.weight.flatMap { graph.weights[$0] }
        }
        guard node.operation.name == "aten::batch_norm", node.argument(5) == .bool(false),
            let mean = weight(3), let variance = weight(4),
            case .real(let epsilon) = node.argument(7),
            (node.argument(1) == .none) == (weight(1) == nil),
            (node.argument(2) == .none) == (weight(2) == nil)
        else { return nil }
        (gamma, beta) = (weight(1), weight(2))
        (self.mean, self.variance, self.epsilon) = (mean, variance, epsilon)
    }

    /// s and β − mean · s, both `[channels]` in `float64` on the CPU.
    func scaleAndShift() throws(TorchError) -> (scale: Tensor, shift: Tensor) {
        let deviation = try (variance.exact() + epsilon).squareRoot()
        var scale = try deviation.reciprocal()
        if let gamma { scale = try gamma.exact() / deviation }
        let shift = try -(mean.exact() * scale)
        guard let beta else { return (scale, shift) }
        return (scale, try beta.exact() + shift)
    }
}

/// A convolution or linear layer whose weights a scale per output can be worked into.
private struct AffineLayer {
    let weightPath: String
    let weight: Tensor
    let biasPath: String
    let bias: Tensor?

    init?(_ node: Graph.Node, in graph: Graph) {
        guard let path = node.argument(1).operand?.weight, let weight = graph.weights[path],
            let result = node.results.first, let shape = graph.types[result]?.shape
        else { return nil }
        switch node.operation.name {
        case "aten::conv1d", "aten::conv2d", "aten::conv3d": break
        // Of more dimensions, the norm's channels are not the layer's outputs.
        case "aten::linear" where shape.count == 2: break
        default: return nil
        }
        switch node.argument(2) {
        case .none, .standard:
            bias = nil
            biasPath = path.hasSuffix("weight") ? path.dropLast(6) + "bias" : path + ".bias"
        case .tensor(.weight(let path)):
            guard let tensor = graph.weights[path] else { return nil }
            (bias, biasPath) = (tensor, path)
        default: return nil
        }
        (weightPath, self.weight) = (path, weight)
    }
}

extension Tensor {
    /// The elements in `float64` on the CPU.
    fileprivate func exact() throws(TorchError) -> Tensor {
        try detached().to(Device.cpu).to(.float64)
    }

    /// The elements with type, device and layout of `model`.
    fileprivate func rounded(as model: Tensor) throws(TorchError) -> Tensor {
        let tensor = try to(model.scalarType).to(model.device)
        return model.isChannelsLast ? try tensor.to(MemoryFormat.channelsLast) : tensor
    }
}
