/// Transposed convolution: spreads each pixel over a window, to enlarge pictures.
///
/// `[N, inputs, H, W]` to `[N, outputs, H', W']` with H' = (H - 1) · stride - 2 · padding +
/// dilation · (kernel - 1) + outputPadding + 1. Parameters: `weight`
/// `[inputs, outputs / groups, kernel, kernel]`, `bias` `[outputs]`.
public final class ConvTranspose2d: Layer {
    public let weight: Parameter
    public let bias: Parameter?
    public let stride: [Int]
    public let padding: [Int]
    public let outputPadding: [Int]
    public let dilation: [Int]
    public let groups: Int

    /// Initialised as PyTorch does: both uniform within ±1/√(outputs / groups · kernel²).
    public init(
        _ inputs: Int, _ outputs: Int, kernel: Int, stride: Int = 1, padding: Int = 0,
        outputPadding: Int = 0, dilation: Int = 1, groups: Int = 1, bias: Bool = true
    ) throws(TorchError) {
        precondition(
            inputs % groups == 0 && outputs % groups == 0,
            "\(groups) groups do not divide \(inputs) and \(outputs) channels")
        weight = try Parameter([inputs, outputs / groups, kernel, kernel], .layerWeight)
        self.bias = bias ? try Parameter([outputs], .layerBias(of: weight.tensor)) : nil
        self.stride = [stride, stride]
        self.padding = [padding, padding]
        self.outputPadding = [outputPadding, outputPadding]
        self.dilation = [dilation, dilation]
        self.groups = groups
    }

    public func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        try input.transposedConvolution2d(
            weight: weight.tensor, bias: bias?.tensor, stride: stride, padding: padding,
            outputPadding: outputPadding, groups: groups, dilation: dilation)
    }
}
