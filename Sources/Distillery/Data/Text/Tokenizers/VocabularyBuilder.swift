/// Makes WordPiece's vocabulary for a new domain out of lines of its text.
///
/// It is what the `tokenizers` library's trainer does: all characters, then the most frequent neighbours
/// joined, again and again (Sennrich et al., 2016). Where two are equally frequent the one with the smaller
/// ids goes first, and words are gone through in order, so that the same lines give the same vocabulary.
public struct VocabularyBuilder: Sendable {
    /// How many tokens there are at most.
    public var size: Int
    /// Characters that occur less often are left out.
    public var minimalCharacterCount: Int
    /// Neighbours that occur less often are not joined.
    public var minimalPairCount: Int
    /// How many different characters are kept, the most frequent ones; `nil` for all.
    public var characterLimit: Int?
    /// What the vocabulary begins with.
    public var specialTokens: [String]
    /// How text is treated before it is split into words; the tokenizer must treat it the same way.
    public var options: WordPieceOptions

    public init(
        size: Int, minimalCharacterCount: Int = 1, minimalPairCount: Int = 2,
        characterLimit: Int? = nil,
        specialTokens: [String] = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"],
        options: WordPieceOptions = WordPieceOptions()
    ) {
        self.size = size
        self.minimalCharacterCount = minimalCharacterCount
        self.minimalPairCount = minimalPairCount
        self.characterLimit = characterLimit
        self.specialTokens = specialTokens
        self.options = options
    }

    /// The tokens in the order of their ids.
    ///
    /// - Throws: `TokenizerError.setting` where the characters alone are more than `size`.
    public func vocabulary(of lines: some Sequence<String>) throws(TokenizerError) -> [String] {
        let words = try countWords(lines)
        var pieces = WordPieces(special: specialTokens)
        let characters = alphabet(of: words)
        pieces.add(words, characters: characters)
        guard pieces.tokens.count <= size else {
            throw .setting(
                name: "the size of the vocabulary",
                found: "\(size)",
                expected:
                    "at least \(pieces.tokens.count) for special tokens and characters; raise it, "
                    + "or leave out rare characters")
        }
        pieces.merge(untilCount: size, minimalCount: minimalPairCount)
        return pieces.tokens.map { String(scalarValues: $0) }
    }

    /// The words of the lines in order, and how often each occurs.
    private func countWords(
        _ lines: some Sequence<String>
    ) throws(TokenizerError) -> [(scalars: [UInt32], count: Int)] {
        let normalizer = try BertNormalizer(JSONObject(options.normalizer, place: "the options"))
        let splitter = BertPreTokenizer()
        var counts: [[UInt32]: Int] = [:]
        for line in lines {
            var normalized = NormalizedText(scalars: line.scalarValues, isAtStart: true)
            normalizer.normalize(&normalized)
            var text = TokenText()
            text.append(normalized.scalars, isAtStart: true)
            try splitter.split(&text)
            for piece in text.pieces { counts[Array(text.scalars[piece.range]), default: 0] += 1 }
        }
        return counts.map { ($0.key, $0.value) }
            .sorted { $0.scalars.lexicographicallyPrecedes($1.scalars) }
    }

    /// The characters that are kept, in Unicode's order.
    private func alphabet(of words: [(scalars: [UInt32], count: Int)]) -> [UInt32] {
        var counts: [UInt32: Int] = [:]
        for word in words {
            for scalar in word.scalars { counts[scalar, default: 0] += word.count }
        }
        let frequent = counts.filter { $0.value >= minimalCharacterCount }
            .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        return frequent.prefix(characterLimit ?? .max).map(\.key).sorted()
    }
}
