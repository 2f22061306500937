import Torch

/// A weight in 8 bits, every row with a scale of its own: weight ≈ numbers · scale.
///
/// Symmetric: 0 stays 0, the largest magnitude of a row becomes 127 (Jacob et al.: Quantization and training
/// of neural networks for efficient integer-arithmetic-only inference, 2018).
struct QuantisedRows {
    /// `int8`, of the weight's shape, -127…127.
    let numbers: Tensor
    /// `float32` `[rows]`; 1 for a row of zeros.
    let scales: Tensor

    /// - Parameter weight: `[rows, …]`.
    init(_ weight: Tensor) throws(TorchError) {
        let rows = try weight.to(.float32).flattened(from: 1)
        let largest = try rows.absoluteValue().maximum(dimension: 1, keeping: true)
        let isZero = try largest.equals(0).to(.float32)
        let scale = try largest / 127 + isZero
        numbers = try (rows / scale).rounded().clamped(minimum: -127, maximum: 127).to(.int8)
            .reshaped(weight.shape)
        scales = try scale.reshaped([weight.shape[0]])
    }
}
