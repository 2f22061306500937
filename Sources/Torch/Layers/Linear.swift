/// A fully connected layer: x · weightᵀ + bias.
///
/// `[…, inputs]` to `[…, outputs]`. Parameters: `weight` `[outputs, inputs]`, `bias` `[outputs]`.
public final class Linear: Layer {
    public let weight: Parameter
    public let bias: Parameter?

    /// Initialised as PyTorch does: both uniform within ±1/√inputs.
    public init(_ inputs: Int, _ outputs: Int, bias: Bool = true) throws(TorchError) {
        let bound = 1 / Double(inputs).squareRoot()
        weight = try Parameter(.uniform([outputs, inputs], within: bound))
        self.bias = bias ? try Parameter(.uniform([outputs], within: bound)) : nil
    }

    public func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        try input.linear(weight: weight.tensor, bias: bias?.tensor)
    }
}
