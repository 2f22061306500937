/// A text, or a pair of texts, as tokens.
public struct TokenEncoding: Sendable, Equatable {
    /// The tokens, special ones included.
    public var ids: [Int32]
    /// The segment of each token: 0 for the first text, 1 for the second, as the tokenizer's file has it.
    public var segments: [Int32]
    /// How many tokens of the texts were cut off.
    public var cutCount: Int

    /// How many tokens there are.
    public var count: Int { ids.count }

    public init(ids: [Int32], segments: [Int32], cutCount: Int = 0) {
        self.ids = ids
        self.segments = segments
        self.cutCount = cutCount
    }
}

/// How texts that are too long are cut, at their ends.
public enum Truncation: String, Sendable, CaseIterable {
    /// The longer text of a pair first, until both are of the same length.
    case longestFirst = "longest-first"
    case onlyFirst = "only-first"
    case onlySecond = "only-second"
    /// Not at all: a longer text is an error.
    case refuse

    /// How many tokens remain of texts with `first` and `second` tokens where `limit` have room.
    ///
    /// `second` is `nil` for a single text.
    func kept(
        first: Int, second: Int?, limit: Int
    ) throws(TokenizerError) -> (first: Int, second: Int) {
        let total = first + (second ?? 0)
        guard total > limit else { return (first, second ?? 0) }
        let excess = total - limit
        switch self {
        case .longestFirst:
            guard let second else { return (limit, 0) }
            let shorter = min(first, second)
            // An odd token goes to the longer one, and to the second of two that are equally long.
            let short = min(shorter, limit / 2)
            return first > second ? (limit - short, short) : (short, limit - short)
        case .onlyFirst where first > excess: return (first - excess, second ?? 0)
        case .onlySecond where second ?? 0 > excess: return (first, (second ?? 0) - excess)
        case .onlyFirst, .onlySecond:
            throw .tooLong(
                tokens: total, limit: limit,
                advice: "cutting \(rawValue) cannot make it fit; cut longest-first")
        case .refuse:
            throw .tooLong(
                tokens: total, limit: limit, advice: "raise the length, or allow it to be cut")
        }
    }
}
