import Torch

extension Normalization {
    /// Pictures of 0…1, `[…, channels, height, width]`, normalised.
    func done(to pictures: Tensor) throws(TorchError) -> Tensor {
        try (pictures - channels(mean)) / channels(std)
    }

    /// Pictures of 0…1 from normalised ones.
    func undone(for pictures: Tensor) throws(TorchError) -> Tensor {
        try pictures * channels(std) + channels(mean)
    }

    private func channels(_ numbers: [Double]) throws(TorchError) -> Tensor {
        try Tensor(numbers.map(Float.init), shape: [numbers.count, 1, 1])
    }
}
