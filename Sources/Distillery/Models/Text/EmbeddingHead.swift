import Torch

/// A text's vector, of length 1 where that is asked for.
final class EmbeddingHead: TextHead {
    let pooling: TokenPooling
    private let isNormalised: Bool

    let pooled: String? = "pooling"
    let last: String? = nil

    init(_ pooling: TextPooling, isNormalised: Bool) {
        self.pooling = TokenPooling(pooling)
        self.isNormalised = isNormalised
    }

    func output(
        of states: Tensor, padding: Padding, pooler: (any MaskedLayer)?
    ) throws(TorchError) -> Tensor {
        let vector = try pooling(states, mask: padding.mask)
        guard isNormalised else { return vector }
        return try vector
            / vector.norm(dimensions: [-1], keeping: true).clamped(minimum: 1e-12)
    }
}
