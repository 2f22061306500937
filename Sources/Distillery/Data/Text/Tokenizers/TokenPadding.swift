/// To what length the encodings of a batch are filled up.
public enum PaddingLength: Sendable, Equatable {
    /// That of the longest encoding.
    case longest
    /// The next multiple of this number, so that few different lengths occur, and no more than a limit.
    case multiple(of: Int, atMost: Int = .max)
    /// The smallest of these that holds the longest encoding.
    case buckets([Int])
    /// Exactly this.
    case exactly(Int)

    /// The length of a batch whose longest encoding has `longest` tokens.
    public func length(longest: Int) throws(TokenizerError) -> Int {
        switch self {
        case .longest: return longest
        case .multiple(let step, let limit):
            guard step > 0 else {
                throw .setting(
                    name: "padding", found: "multiples of \(step)", expected: "1 or more")
            }
            guard longest <= limit else {
                throw .tooLong(
                    tokens: longest, limit: limit, advice: "cut texts to the longest padding")
            }
            return min(limit, (longest + step - 1) / step * step)
        case .buckets(let lengths):
            guard let length = lengths.filter({ $0 >= longest }).min() else {
                throw .tooLong(
                    tokens: longest, limit: lengths.max() ?? 0,
                    advice: "cut texts to the longest bucket, or add a longer one")
            }
            return length
        case .exactly(let length):
            guard length >= longest else {
                throw .tooLong(
                    tokens: longest, limit: length, advice: "cut texts to the padded length")
            }
            return length
        }
    }
}

/// A batch of encodings of one length, as the flat content of a tensor.
public struct PaddedTokens: Sendable, Equatable {
    /// `[count, 3, length]`, row by row: row 0 of an example holds ids, row 1 the mask (1 real, 0 padding),
    /// row 2 segments.
    public var values: [Int64]
    /// `[count, 3, length]`.
    public var shape: [Int]
}

extension Collection where Element == TokenEncoding {
    /// The encodings as one batch, filled up behind their tokens with `padding`, the padding token's id.
    public func padded(
        to target: PaddingLength, padding: Int
    ) throws(TokenizerError) -> PaddedTokens {
        let length = try target.length(longest: lazy.map(\.count).max() ?? 0)
        var values: [Int64] = []
        values.reserveCapacity(count * 3 * length)
        for encoding in self {
            let rest = length - encoding.count
            values.append(contentsOf: encoding.ids.lazy.map(Int64.init))
            values.append(contentsOf: repeatElement(Int64(padding), count: rest))
            values.append(contentsOf: repeatElement(1, count: encoding.count))
            values.append(contentsOf: repeatElement(0, count: rest))
            values.append(contentsOf: encoding.segments.lazy.map(Int64.init))
            values.append(contentsOf: repeatElement(0, count: rest))
        }
        return PaddedTokens(values: values, shape: [count, 3, length])
    }
}
