import Torch

/// The vectors of words, positions and segments together, normalised: what enters BERT's layers.
///
/// Further rows of a batch name vectors that are added to them, where the configuration has such.
/// Tokens `[N, 3 + k, length]` to `[N, length, width]`.
final class TokenEmbeddings: Layer {
    let wordEmbeddings: Embedding
    let positionEmbeddings: Embedding
    /// `nil` where segments are not told apart.
    let tokenTypeEmbeddings: Embedding?
    /// `nil` where further rows are not read.
    let addressEmbeddings: Embedding?
    let norm: LayerNorm
    let dropout: Dropout
    /// RoBERTa counts positions from the padding's id on, over the text's tokens alone.
    private let firstPosition: Int?

    var pathNames: [String: String] { ["norm": "LayerNorm"] }

    init(_ configuration: TextConfiguration, width: Int) throws(TorchError) {
        let isRoberta = configuration.isRoberta
        firstPosition = isRoberta ? configuration.padding ?? 1 : nil
        wordEmbeddings = try Embedding(
            configuration.vocabulary, width, paddingIndex: configuration.padding)
        positionEmbeddings = try Embedding(
            configuration.positions, width, paddingIndex: firstPosition)
        tokenTypeEmbeddings =
            configuration.segments > 0
            ? try Embedding(configuration.segments, width) : nil
        addressEmbeddings = try configuration.addressCodes.map { count throws(TorchError) in
            try Embedding(count, width, paddingIndex: 0)
        }
        norm = try LayerNorm(width, epsilon: configuration.epsilon)
        dropout = Dropout(configuration.dropout)
    }

    func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        var sum = try wordEmbeddings(input.tokens(.ids))
        if let tokenTypeEmbeddings {
            sum = try sum + tokenTypeEmbeddings(segments(input, tokenTypeEmbeddings))
        }
        sum = try sum + positionEmbeddings(positions(input))
        if let addressEmbeddings, let rows = try input.furtherTokenRows() {
            sum = try sum + addressEmbeddings(rows).sum(dimension: 1)
        }
        return try dropout(norm(sum))
    }

    /// Networks that were trained without pairs have one segment, which both texts are of.
    private func segments(_ input: Tensor, _ table: Embedding) throws(TorchError) -> Tensor {
        let segments = try input.tokens(.segments)
        return table.weight.tensor.shape[0] == 1 ? try segments.zerosLike() : segments
    }

    /// `[1, length]`, or `[N, length]` where they depend on the text.
    ///
    /// They are computed from the tokens, so that a recorded graph takes sequences of any length.
    private func positions(_ input: Tensor) throws(TorchError) -> Tensor {
        if let firstPosition {
            let mask = try input.tokens(.mask)
            return try mask.cumulativeSum(dimension: 1) * mask + integer(firstPosition, mask)
        }
        return try countedTokens(of: input)
    }

    private func integer(_ number: Int, _ like: Tensor) throws(TorchError) -> Tensor {
        try Tensor(scalar: Int64(number)).to(like.device)
    }
}

/// 0, 1, 2 and so on for every place of a token batch, `int64` `[1, length]`.
func countedTokens(of tokens: Tensor) throws(TorchError) -> Tensor {
    let ones = try tokens.tokens(.ids).slice(dimension: 0, from: 0, to: 1).onesLike()
    return try ones.cumulativeSum(dimension: 1) - ones
}
