extension Graph {
    /// The graph with other tensors of the same shapes for some of its weights.
    public func replacingWeights(_ tensors: [String: Tensor]) throws(TorchError) -> Graph {
        var graph = self
        for (path, tensor) in tensors {
            guard let own = weights[path], own.shape == tensor.shape else {
                throw .shapeMismatch(
                    name: path, expected: weights[path]?.shape ?? [], found: tensor.shape)
            }
            graph.weights[path] = tensor
        }
        return graph
    }
}
