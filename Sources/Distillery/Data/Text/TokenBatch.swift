import Torch

/// How token sequences enter a text network: one `int64` tensor `[N, 3, length]`.
///
/// Its rows are those of `TokenBatch.Row`. Padding stands at the end of a sequence. One tensor
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
    ) throws(TorchError) -> Tensor {
        let length = length ?? ids.map(\.count).max() ?? 0
        var elements: [Int64] = []
        elements.reserveCapacity(ids.count * Row.allCases.count * length)
        for (index, sequence) in ids.enumerated() {
            let count = min(sequence.count, length)
            let own = segments?[index] ?? Array(repeating: 0, count: sequence.count)
            guard own.count == sequence.count else {
                throw .elementCount(
                    shape: [sequence.count], expected: sequence.count, found: own.count)
            }
            elements += filled(sequence.prefix(count), to: length, with: padding)
            elements += filled(repeatElement(1, count: count), to: length, with: 0)
            elements += filled(own.prefix(count), to: length, with: 0)
        }
        return try Tensor(elements, shape: [ids.count, Row.allCases.count, length])
    }

    private static func filled(
        _ values: some Collection<Int>, to length: Int, with value: Int
    ) -> [Int64] {
        values.map(Int64.init)
            + Array(repeating: Int64(value), count: length - values.count)
    }
}

extension Tensor {
    /// One row of a token batch `[N, 3, length]`, as `[N, length]`.
    public func tokens(_ row: TokenBatch.Row) throws(TorchError) -> Tensor {
        try select(dimension: 1, index: row.rawValue)
    }

    /// Whether this is a token batch: `int64` `[N, 3, length]`.
    public var isTokenBatch: Bool {
        knownScalarType == .int64 && rank == 3 && shape[1] == TokenBatch.Row.allCases.count
    }
}
