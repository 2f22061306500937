/// Convolution of pictures with learned filters.
///
/// `[N, inputs, H, W]` to `[N, outputs, H', W']`. Parameters: `weight`
/// `[outputs, inputs / groups, kernel height, kernel width]`, `bias` `[outputs]`.
public final class Conv2d: Layer {
    public let weight: Parameter
    public let bias: Parameter?
    public let stride: [Int]
    public let padding: [Int]
    public let dilation: [Int]
    public let groups: Int

    /// A convolution whose pairs are (height, width).
    ///
    /// Initialised as PyTorch does: both uniform within ±1/√(inputs / groups · kernel area).
    public init(
        _ inputs: Int, _ outputs: Int, kernel: [Int], stride: [Int] = [1, 1],
        padding: [Int] = [0, 0], dilation: [Int] = [1, 1], groups: Int = 1, bias: Bool = true
    ) throws(TorchError) {
        precondition(
            inputs % groups == 0 && outputs % groups == 0,
            "\(groups) groups do not divide \(inputs) and \(outputs) channels")
        weight = try Parameter([outputs, inputs / groups] + kernel, .layerWeight)
        self.bias = bias ? try Parameter([outputs], .layerBias(of: weight.tensor)) : nil
        self.stride = stride
        self.padding = padding
        self.dilation = dilation
        self.groups = groups
    }

    /// A convolution that is the same in height and width.
    public convenience init(
        _ inputs: Int, _ outputs: Int, kernel: Int, stride: Int = 1, padding: Int = 0,
        dilation: Int = 1, groups: Int = 1, bias: Bool = true
    ) throws(TorchError) {
        try self.init(
            inputs, outputs, kernel: [kernel, kernel], stride: [stride, stride],
            padding: [padding, padding], dilation: [dilation, dilation], groups: groups,
            bias: bias)
    }

    public func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        try input.convolution2d(
            weight: weight.tensor, bias: bias?.tensor, stride: stride, padding: padding,
            dilation: dilation, groups: groups)
    }
}
