import Torch

/// Draws pictures from noise `[N, latent]`: `[N, channels, H, W]`.
///
/// The generator of DAFL's and DFAD's published programs: a linear layer to a map of a quarter of the
/// picture's size, enlarged twice (nearest), with 3×3 convolutions between, as a DCGAN. The last step
/// gives every channel mean 0 and deviation 1 over the batch, as the data's normalisation does.
final class Generator: Module {
    let project: Linear
    let bn0: BatchNorm
    let conv1: Conv2d
    let bn1: BatchNorm
    let conv2: Conv2d
    let bn2: BatchNorm
    let conv3: Conv2d
    private let size: ImageSize
    private let width: Int

    init(
        latent: Int, channels: Int, size: ImageSize, width: Int = 128
    ) throws(TorchError) {
        self.size = size
        self.width = width
        let quarter = Self.quarter(of: size)
        project = try Linear(latent, width * quarter.width * quarter.height)
        bn0 = try BatchNorm(width)
        conv1 = try Conv2d(width, width, kernel: 3, padding: 1, bias: false)
        bn1 = try BatchNorm(width, epsilon: 0.8)
        conv2 = try Conv2d(width, width / 2, kernel: 3, padding: 1, bias: false)
        bn2 = try BatchNorm(width / 2, epsilon: 0.8)
        conv3 = try Conv2d(width / 2, channels, kernel: 3, padding: 1)
    }

    func callAsFunction(_ noise: Tensor) throws(TorchError) -> Tensor {
        let quarter = Self.quarter(of: size)
        let seed = try project(noise).reshaped([-1, width, quarter.height, quarter.width])
        let half = try bn0(seed).resized(
            height: 2 * quarter.height, width: 2 * quarter.width, interpolation: .nearest)
        let full = try bn1(conv1(half)).leakyRelu(slope: 0.2).resized(
            height: size.height, width: size.width, interpolation: .nearest)
        let pixels = try conv3(bn2(conv2(full)).leakyRelu(slope: 0.2)).tanh()
        return try pixels.batchNorm(
            weight: nil, bias: nil, runningMean: nil, runningVariance: nil, isTraining: true,
            momentum: 0.1, epsilon: 1e-5)
    }

    private static func quarter(of size: ImageSize) -> ImageSize {
        ImageSize(width: max(1, (size.width + 3) / 4), height: max(1, (size.height + 3) / 4))
    }
}
