import Torch

/// Convolution without bias, batch normalisation and an activation, at the paths 0, 1 and 2.
///
/// The building stone of the MobileNets, as torchvision's `Conv2dNormActivation`; the picture keeps
/// its size but for the stride.
func makeConvolutionUnit(
    _ inputs: Int, _ outputs: Int, kernel: Int = 1, stride: Int = 1, groups: Int = 1,
    activation: Activation.Kind?, epsilon: Double = 1e-5, momentum: Double = 0.1
) throws(TorchError) -> Sequential {
    let convolution = try Conv2d(
        inputs, outputs, kernel: kernel, stride: stride, padding: kernel / 2, groups: groups,
        bias: false)
    let norm = try BatchNorm(outputs, epsilon: epsilon, momentum: momentum)
    guard let activation else { return Sequential(convolution, norm) }
    return Sequential(convolution, norm, Activation(activation))
}
