/// Convolution of sequences with learned filters.
///
/// `[N, inputs, L]` to `[N, outputs, L']`. Parameters: `weight` `[outputs, inputs / groups, kernel]`,
/// `bias` `[outputs]`.
public final class Conv1d: Layer {
    public let weight: Parameter
    public let bias: Parameter?
    public let stride: Int
    public let padding: Int
    public let dilation: Int
    public let groups: Int

    /// Initialised as PyTorch does: both uniform within ±1/√(inputs / groups · kernel).
    public init(
        _ inputs: Int, _ outputs: Int, kernel: Int, stride: Int = 1, padding: Int = 0,
        dilation: Int = 1, groups: Int = 1, bias: Bool = true
    ) throws(TorchError) {
        precondition(
            inputs % groups == 0 && outputs % groups == 0,
            "\(groups) groups do not divide \(inputs) and \(outputs) channels")
        weight = try Parameter([outputs, inputs / groups, kernel], .layerWeight)
        self.bias = bias ? try Parameter([outputs], .layerBias(of: weight.tensor)) : nil
        self.stride = stride
        self.padding = padding
        self.dilation = dilation
        self.groups = groups
    }

    public func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        try input.convolution1d(
            weight: weight.tensor, bias: bias?.tensor, stride: stride, padding: padding,
            dilation: dilation, groups: groups)
    }
}
