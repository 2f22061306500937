/// Words with spaces between them, and their parts joined.
struct WordPieceDecoder: TokenDecoder {
    let prefix: [UInt32]
    /// Whether the spaces that splitting made are taken out again.
    let cleansUp: Bool

    /// What the library's clean-up replaces, in this order.
    private static let replacements: [([UInt32], [UInt32])] = [
        (" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"),
        (" 'm", "'m"), (" do not", " don't"), (" 's", "'s"), (" 've", "'ve"), (" 're", "'re"),
    ].map { ($0.0.scalarValues, $0.1.scalarValues) }

    func decode(_ tokens: [[UInt32]]) -> [[UInt32]] {
        tokens.enumerated().map { index, token in
            var token = token
            if index > 0 {
                token =
                    token.starts(with: prefix)
                    ? Array(token.dropFirst(prefix.count)) : [0x20] + token
            }
            guard cleansUp else { return token }
            return Self.replacements.reduce(token) { $0.replacing($1.0, with: $1.1) }
        }
    }
}

/// Words that end with a suffix, which becomes the space behind them.
struct SuffixDecoder: TokenDecoder {
    let suffix: [UInt32]

    func decode(_ tokens: [[UInt32]]) -> [[UInt32]] {
        guard !suffix.isEmpty else { return tokens }
        return tokens.enumerated().map { index, token in
            token.replacing(suffix, with: index == tokens.count - 1 ? [] : [0x20])
        }
    }
}

/// Spaces in the place of the visible character; the one before the text is left out.
struct MetaspaceDecoder: TokenDecoder {
    let space: Metaspace

    func decode(_ tokens: [[UInt32]]) -> [[UInt32]] {
        tokens.enumerated().map { index, token in
            token.compactMap {
                guard $0 == space.replacement else { return $0 }
                return index == 0 && space.prepending != .never ? nil : 0x20
            }
        }
    }
}
