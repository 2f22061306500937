/// Normalisation of each example over its last dimensions (Ba et al., 2016).
///
/// `[…, shape]` to the same shape. Parameters: `weight`, `bias`, both of `shape`.
public final class LayerNorm: Layer {
    public let weight: Parameter?
    public let bias: Parameter?
    /// The sizes of the dimensions that are normalised together.
    public let shape: [Int]
    public let epsilon: Double

    /// - Parameter affine: whether each element gets a learned factor and offset.
    public init(
        _ shape: [Int], epsilon: Double = 1e-5, affine: Bool = true, bias: Bool = true
    ) throws(TorchError) {
        weight = affine ? try Parameter(.ones(shape)) : nil
        self.bias = affine && bias ? try Parameter(.zeros(shape)) : nil
        self.shape = shape
        self.epsilon = epsilon
    }

    /// Normalises over the last dimension, of size `width`.
    public convenience init(_ width: Int, epsilon: Double = 1e-5) throws(TorchError) {
        try self.init([width], epsilon: epsilon)
    }

    public func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        try input.layerNorm(
            shape: shape, weight: weight?.tensor, bias: bias?.tensor, epsilon: epsilon)
    }
}
