import Foundation
import Torch

/// Telling an example's own vector of a memory from those of others, by noise-contrastive estimation
/// (Gutmann and Hyvärinen, 2010) as contrastive distillation uses it.
///
/// With `P_k = exp(⟨v, m_k⟩ / temperature) / Z` and `c = K / examples`, for K negatives:
///
/// `−mean over the batch of log(P_own / (P_own + c + ε)) + Σ_negatives log(c / (P_k + c + ε))`.
///
/// In terms of `u_k = log P_k − log(c + ε)` these are `−softplus(−u_own)` and `−softplus(u_k)`, up to a
/// constant, which overflow nowhere.
struct NoiseContrast {
    var temperature: Double
    /// Examples of the data set.
    var examples: Int

    private static let epsilon = 1e-7

    /// Embeddings against the vectors of a memory, over the temperature: `[batch, chosen]`.
    ///
    /// - Parameters:
    ///   - embeddings: `[batch, width]`.
    ///   - memory: `[examples, width]`.
    ///   - chosen: rows of the memory for each embedding, `int64` `[batch, chosen]`.
    func scores(
        of embeddings: Tensor, in memory: Tensor, at chosen: Tensor
    ) throws(TorchError) -> Tensor {
        let scaled = try embeddings / temperature
        // Rows that are copied cost their width each, products with the whole memory run at the speed
        // of a matrix product: they are faster until the memory is many times as long.
        if memory.shape[0] <= 16 * chosen.shape[1] {
            return try scaled.matrixProduct(with: memory.transposed(0, 1))
                .gather(dimension: 1, indices: chosen)
        }
        return try memory.select(dimension: 0, indices: chosen.flattened())
            .reshaped(chosen.shape + [memory.shape[1]])
            .matrixProduct(with: scaled.unsqueezed(-1)).squeezed(-1)
    }

    /// Z as the first batch sets it: the mean of `exp(score)` times the examples, a scalar.
    func normalizer(of scores: Tensor) throws(TorchError) -> Tensor {
        try scores.detached().exponential().mean() * Double(examples)
    }

    /// The loss of scores `[batch, 1 + K]`, the own vector first: a scalar, the mean over the batch.
    func loss(of scores: Tensor, normalizer: Tensor) throws(TorchError) -> Tensor {
        let negatives = Double(scores.shape[1] - 1)
        let chance = negatives / Double(examples)
        let smoothed = chance + Self.epsilon
        let odds = try scores - (normalizer * smoothed).logarithm()
        let own = try odds.select(dimension: 1, index: 0)
        // softplus(−u) = softplus(u) − u, so that all go through it at once.
        let sum = try odds.softplus().sum() - own.sum()
        return try sum / Double(scores.shape[0]) + negatives * log(smoothed / chance)
    }
}
