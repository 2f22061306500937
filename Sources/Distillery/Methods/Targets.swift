import Torch

/// The labels of a batch, mixed with a second set where the view mixed pictures.
public struct Targets {
    /// Class indices, `int64` `[batch]`.
    public var labels: Tensor
    /// The other picture's class and this picture's share, where mixup or cutmix drew one.
    public var mixing: Mixing?

    public struct Mixing {
        /// Class indices of the partners, `int64` `[batch]`.
        public var partnerLabels: Tensor
        /// The share of the picture itself in the mixture, `float32` `[batch]`, in 0…1.
        public var weights: Tensor
    }

    public init(labels: Tensor, mixing: Mixing? = nil) {
        self.labels = labels
        self.mixing = mixing
    }

    /// Cross-entropy of logits `[batch, classes]`: a scalar, the mean over the batch.
    ///
    /// With mixing it is the mixture of both labels' cross-entropies (Zhang et al., 2018).
    public func crossEntropy(
        of logits: Tensor, labelSmoothing: Double = 0
    ) throws(TorchError) -> Tensor {
        guard let mixing else {
            return try logits.crossEntropy(with: labels, labelSmoothing: labelSmoothing)
        }
        let own = try logits.crossEntropy(
            with: labels, labelSmoothing: labelSmoothing, reduction: .none)
        let partner = try logits.crossEntropy(
            with: mixing.partnerLabels, labelSmoothing: labelSmoothing, reduction: .none)
        return try (mixing.weights * own + (1 - mixing.weights) * partner).mean()
    }
}
