/// A fully connected layer: x · weightᵀ + bias.
///
/// `[…, inputs]` to `[…, outputs]`. Parameters: `weight` `[outputs, inputs]`, `bias` `[outputs]`.
public final class Linear: Layer {
    public let weight: Parameter
    public let bias: Parameter?

    /// Initialised as PyTorch does: both uniform within ±1/√inputs.
    public init(_ inputs: Int, _ outputs: Int, bias: Bool = true) throws(TorchError) {
        weight = try Parameter([outputs, inputs], .layerWeight)
        self.bias = bias ? try Parameter([outputs], .layerBias(of: weight.tensor)) : nil
    }

    public func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        try input.linear(weight: weight.tensor, bias: bias?.tensor)
    }
}
