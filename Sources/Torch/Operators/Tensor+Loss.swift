private let crossEntropyOperator = Operator("aten::cross_entropy_loss")
private let meanSquaredErrorOperator = Operator("aten::mse_loss")
private let cosineSimilarityOperator = Operator("aten::cosine_similarity")
private let smoothL1Operator = Operator("aten::smooth_l1_loss")

/// How a loss over elements or rows becomes its result.
public enum Reduction: Int, Sendable {
    case none = 0
    case mean = 1
    case sum = 2
}

extension Tensor {
    /// Cross-entropy of logits `[N, C]` with class indices `[N]` (`int64`) or probabilities `[N, C]`.
    public func crossEntropy(
        with target: Tensor, labelSmoothing: Double = 0, reduction: Reduction = .mean
    ) throws(TorchError) -> Tensor {
        try crossEntropyOperator(
            self, .tensor(target), .none, .integer(reduction.rawValue), .integer(-100),
            .real(labelSmoothing))
    }

    /// Squared differences.
    public func squaredError(
        from target: Tensor, reduction: Reduction = .mean
    ) throws(TorchError) -> Tensor {
        try meanSquaredErrorOperator(self, .tensor(target), .integer(reduction.rawValue))
    }

    /// The cosine of the angle to another tensor of this shape, along a dimension, which is dropped.
    ///
    /// Lengths under `epsilon` count as `epsilon`.
    public func cosineSimilarity(
        to other: Tensor, dimension: Int = -1, epsilon: Double = 1e-8
    ) throws(TorchError) -> Tensor {
        try cosineSimilarityOperator(self, .tensor(other), .integer(dimension), .real(epsilon))
    }

    /// Huber's loss with threshold `beta`.
    public func smoothL1(
        from target: Tensor, beta: Double = 1, reduction: Reduction = .mean
    ) throws(TorchError) -> Tensor {
        try smoothL1Operator(self, .tensor(target), .integer(reduction.rawValue), .real(beta))
    }
}
