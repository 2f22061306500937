import Torch

/// A block of a vision transformer: attention, then a perceptron for each token, both residual and
/// normalised first (Dosovitskiy et al., 2020).
///
/// `[N, tokens, width]` to the same shape. Names of parameters are timm's.
final class TransformerBlock: Layer {
    let norm1: LayerNorm
    let attn: TokenAttention
    let norm2: LayerNorm
    let mlp: TokenPerceptron

    /// timm's, in place of PyTorch's 1e-5.
    static let epsilon = 1e-6

    /// - Parameter dropout: after every linear layer but the one to queries, keys and values.
    init(_ width: Int, heads: Int, dropout: Double) throws(TorchError) {
        norm1 = try LayerNorm(width, epsilon: Self.epsilon)
        attn = try TokenAttention(width, heads: heads, dropout: dropout)
        norm2 = try LayerNorm(width, epsilon: Self.epsilon)
        mlp = try TokenPerceptron(width, hidden: 4 * width, dropout: dropout)
    }

    func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        let attended = try input + attn(norm1(input))
        return try attended + mlp(norm2(attended))
    }
}

/// Attention of all tokens to all, in several heads.
///
/// `MultiHeadAttention` computes the same from parameters that PyTorch names otherwise; this one
/// takes batches of any size after it was recorded.
final class TokenAttention: Layer {
    let qkv: Linear
    let proj: Linear
    let projDrop: Dropout
    private let heads: Int

    init(_ width: Int, heads: Int, dropout: Double) throws(TorchError) {
        precondition(width % heads == 0, "\(heads) heads do not divide a width of \(width)")
        qkv = try Linear(width, 3 * width)
        proj = try Linear(width, width)
        projDrop = Dropout(dropout)
        self.heads = heads
    }

    func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        let (tokens, width) = (input.shape[1], input.shape[2])
        // [queries, keys, values; N, heads, tokens, width of a head]
        let all = try qkv(input).reshaped([-1, tokens, 3, heads, width / heads])
            .permuted([2, 0, 3, 1, 4])
        let attended = try all.select(dimension: 0, index: 0).attention(
            keys: all.select(dimension: 0, index: 1), values: all.select(dimension: 0, index: 2))
        return try projDrop(proj(attended.transposed(1, 2).flattened(from: 2)))
    }
}

/// Two linear layers with GELU between them, the same for each token.
final class TokenPerceptron: Layer {
    let fc1: Linear
    let act = Activation(.gelu)
    let drop1: Dropout
    let fc2: Linear
    let drop2: Dropout

    init(_ width: Int, hidden: Int, dropout: Double) throws(TorchError) {
        fc1 = try Linear(width, hidden)
        drop1 = Dropout(dropout)
        fc2 = try Linear(hidden, width)
        drop2 = Dropout(dropout)
    }

    func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        try drop2(fc2(drop1(act(fc1(input)))))
    }
}
