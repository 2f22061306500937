/// Weighs the channels of a picture by what the whole picture holds (Hu et al., 2018).
///
/// `[N, channels, H, W]` to the same shape: the mean of each channel goes through two 1×1
/// convolutions, and the gate's result scales the channel. Parts: `fc1`, `fc2`.
public final class SqueezeExcite: Layer {
    public let avgpool: AdaptiveAveragePool2d
    public let fc1: Conv2d
    public let fc2: Conv2d
    public let activation: Activation
    public let scaleActivation: Activation

    /// - Parameters:
    ///   - squeezed: the channels between the two convolutions.
    ///   - gate: `.sigmoid`, or `.hardSigmoid` as in MobileNetV3.
    public init(
        _ channels: Int, squeezed: Int, activation: Activation.Kind = .relu,
        gate: Activation.Kind = .sigmoid
    ) throws(TorchError) {
        avgpool = AdaptiveAveragePool2d()
        fc1 = try Conv2d(channels, squeezed, kernel: 1)
        fc2 = try Conv2d(squeezed, channels, kernel: 1)
        self.activation = Activation(activation)
        scaleActivation = Activation(gate)
    }

    public func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        let squeezed = try activation(fc1(avgpool(input)))
        return try scaleActivation(fc2(squeezed)) * input
    }
}
