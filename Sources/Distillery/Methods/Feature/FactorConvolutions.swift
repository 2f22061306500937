import Torch

/// A convolution of 3×3 that keeps a map's size, normalised or not, before a leaky rectifier:
/// `[N, inputs, H, W]` to `[N, outputs, H, W]`.
final class FactorConvolution: Layer {
    let conv: any Layer
    let bn: BatchNorm?

    init(_ inputs: Int, _ outputs: Int, isNormalized: Bool = false) throws(TorchError) {
        conv = try Conv2d(inputs, outputs, kernel: 3, padding: 1)
        bn = isNormalized ? try BatchNorm(outputs) : nil
    }

    init(transposed inputs: Int, _ outputs: Int) throws(TorchError) {
        conv = try ConvTranspose2d(inputs, outputs, kernel: 3, padding: 1)
        bn = nil
    }

    func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        let output = try conv(input)
        return try (bn?(output) ?? output).leakyRelu(slope: 0.1)
    }
}

/// An autoencoder of the teacher's maps; the `factors` channels in its middle are what a student
/// learns.
///
/// Parts: `encoder.N.conv`, `decoder.N.conv`.
final class Paraphraser: Module {
    /// `[N, channels, H, W]` to `[N, factors, H, W]`.
    let encoder: Sequential
    /// `[N, factors, H, W]` back to `[N, channels, H, W]`.
    let decoder: Sequential

    init(channels: Int, factors: Int) throws(TorchError) {
        encoder = try Sequential(
            FactorConvolution(channels, channels), FactorConvolution(channels, factors),
            FactorConvolution(factors, factors))
        decoder = try Sequential(
            FactorConvolution(transposed: factors, factors),
            FactorConvolution(transposed: factors, channels),
            FactorConvolution(transposed: channels, channels))
    }
}

extension Sequential {
    /// From the student's `channels` to as many factors as the teacher's paraphraser has.
    static func translator(channels: Int, factors: Int) throws(TorchError) -> Sequential {
        try Sequential(
            FactorConvolution(channels, channels, isNormalized: true),
            FactorConvolution(channels, factors, isNormalized: true),
            FactorConvolution(factors, factors, isNormalized: true))
    }
}
