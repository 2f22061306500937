/// Normalisation of each example over groups of channels (Wu and He, 2018).
///
/// `[N, channels, …]` to the same shape. Parameters: `weight`, `bias` `[channels]`.
public final class GroupNorm: Layer {
    public let weight: Parameter?
    public let bias: Parameter?
    public let groups: Int
    public let epsilon: Double

    /// - Parameter affine: whether each channel gets a learned factor and offset.
    public init(
        groups: Int, _ channels: Int, epsilon: Double = 1e-5, affine: Bool = true
    ) throws(TorchError) {
        precondition(
            channels % groups == 0, "\(groups) groups do not divide \(channels) channels")
        weight = affine ? try Parameter(.ones([channels])) : nil
        bias = affine ? try Parameter(.zeros([channels])) : nil
        self.groups = groups
        self.epsilon = epsilon
    }

    public func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        try input.groupNorm(
            groups: groups, weight: weight?.tensor, bias: bias?.tensor, epsilon: epsilon)
    }
}
