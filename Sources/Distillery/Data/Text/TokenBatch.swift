import Torch

/// How token sequences enter a text network: one `int64` tensor `[N, 3, length]`, or `[N, 3 + k, length]`.
///
/// Its first rows are those of `TokenBatch.Row`; k further ones are places in a table of vectors that a
/// network may add to those of words, 0 being none (`AddressCodes`). Padding stands at the end of a sequence. One tensor
/// instead of three is why taps, micro-batches, recorded graphs and label stores treat text as they
/// treat pictures.
public enum TokenBatch {
    /// What each of the three rows holds for every token.
    public enum Row: Int, Sendable, CaseIterable {
        /// The token's place in the vocabulary.
        case ids
        /// 1 for a token of the text, 0 for padding.
        case mask
        /// Which text of a pair the token belongs to: 0 or 1.
        case segments
    }

    /// A batch of sequences, the shorter ones padded at their end.
    ///
    /// - Parameters:
    ///   - ids: the tokens of each sequence, special tokens included.
    ///   - segments: for each token the text of the pair that it is of; all 0 by default.
    ///   - padding: the id that fills sequences up.
    ///   - length: the length of all sequences, the longest one's by default; longer ones lose
    ///     what is beyond it.
    public static func tensor(
        ids: [[Int]], segments: [[Int]]? = nil, padding: Int = 0, length: Int? = nil
    ) throws -> Tensor {
        let encodings = try ids.enumerated().map { index, sequence in
            let own = segments?[index] ?? Array(repeating: 0, count: sequence.count)
            guard own.count == sequence.count else {
                throw TorchError.elementCount(
                    shape: [sequence.count], expected: sequence.count, found: own.count)
            }
            let kept = length ?? sequence.count
            return TokenEncoding(
                ids: sequence.prefix(kept).map(Int32.init),
                segments: own.prefix(kept).map(Int32.init))
        }
        return try encodings.padded(
            to: length.map(PaddingLength.exactly) ?? .longest, padding: padding
        )
        .tensor()
    }

    /// A batch of token 0 alone, all of it real: what networks are recorded and measured with.
    public static func blank(
        count: Int, length: Int, furtherRows: Int = 0, device: Device = .cpu
    ) throws(TorchError) -> Tensor {
        let blank = try Tensor.zeros(
            [count, Row.allCases.count + furtherRows, length], scalarType: .int64, device: device)
        try blank.tokens(.mask).fill(with: 1)
        return blank
    }
}

extension PaddedTokens {
    /// `int64` `[N, 3, length]`.
    public func tensor() throws(TorchError) -> Tensor { try Tensor(values, shape: shape) }
}

extension Tensor {
    /// One row of a token batch `[N, 3, length]`, as `[N, length]`.
    public func tokens(_ row: TokenBatch.Row) throws(TorchError) -> Tensor {
        try select(dimension: 1, index: row.rawValue)
    }

    /// The rows behind those of `TokenBatch.Row`, `[N, k, length]`; nil where there are none.
    public func furtherTokenRows() throws(TorchError) -> Tensor? {
        let first = TokenBatch.Row.allCases.count
        return shape[1] > first ? try slice(dimension: 1, from: first) : nil
    }

    /// Whether this is a token batch: `int64` `[N, 3, length]`, or with further rows.
    public var isTokenBatch: Bool {
        knownScalarType == .int64 && rank == 3 && shape[1] >= TokenBatch.Row.allCases.count
    }
}
