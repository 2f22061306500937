/// Convolution of pictures with learned filters.
///
/// `[N, inputs, H, W]` to `[N, outputs, H', W']`. Parameters: `weight`
/// `[outputs, inputs / groups, kernel, kernel]`, `bias` `[outputs]`.
public final class Conv2d: Layer {
    public let weight: Parameter
    public let bias: Parameter?
    public let stride: [Int]
    public let padding: [Int]
    public let dilation: [Int]
    public let groups: Int

    /// Initialised as PyTorch does: both uniform within ±1/√(inputs / groups · kernel²).
    public init(
        _ inputs: Int, _ outputs: Int, kernel: Int, stride: Int = 1, padding: Int = 0,
        dilation: Int = 1, groups: Int = 1, bias: Bool = true
    ) throws(TorchError) {
        precondition(
            inputs % groups == 0 && outputs % groups == 0,
            "\(groups) groups do not divide \(inputs) and \(outputs) channels")
        let bound = 1 / Double(inputs / groups * kernel * kernel).squareRoot()
        weight = try Parameter(
            .uniform([outputs, inputs / groups, kernel, kernel], within: bound))
        self.bias = bias ? try Parameter(.uniform([outputs], within: bound)) : nil
        self.stride = [stride, stride]
        self.padding = [padding, padding]
        self.dilation = [dilation, dilation]
        self.groups = groups
    }

    public func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        try input.convolution2d(
            weight: weight.tensor, bias: bias?.tensor, stride: stride, padding: padding,
            dilation: dilation, groups: groups)
    }
}
