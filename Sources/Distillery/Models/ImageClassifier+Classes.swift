import Torch

extension ImageClassifier {
    /// The same network with some of its classes alone, in this order: those rows of its head.
    ///
    /// Its logits are those of the whole network at these places, so that whatever looks at logits or
    /// at the head sees the same classes.
    ///
    /// - Parameter classes: places among the outputs, from 0.
    func selecting(
        classes: [Int], catalog: ModelCatalog = .builtIn
    ) throws -> any ImageClassifier {
        var configuration = self.configuration
        configuration.classes = classes.count
        let smaller = try catalog.makeModel(configuration)
        let rows = try Tensor(classes.map(Int64.init))
        var weights: [String: Tensor] = [:]
        for (path, tensor) in state() {
            weights[path] =
                path.hasPrefix(head + ".") ? try tensor.select(dimension: 0, indices: rows) : tensor
        }
        try smaller.load(weights)
        smaller.setTraining(false)
        return smaller
    }
}
