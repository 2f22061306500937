import Torch

/// A convolution of 1×1 without bias and batch normalisation: from the student's channels to the
/// teacher's, `[N, inputs, H, W]` to `[N, outputs, H, W]`.
final class Projection: Layer {
    let conv: Conv2d
    let bn: BatchNorm

    /// Drawn as the convolutions of the networks are: normal with variance 2 / outputs.
    init(_ inputs: Int, _ outputs: Int) throws(TorchError) {
        conv = try Conv2d(inputs, outputs, kernel: 1, bias: false)
        bn = try BatchNorm(outputs)
        try initializeConvolutions()
    }

    func forward(_ input: Tensor) throws(TorchError) -> Tensor { try bn(conv(input)) }
}
