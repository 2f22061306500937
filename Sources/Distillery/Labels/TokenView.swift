/// What decides which tokens a network sees of a text.
public struct TokenView: Codable, Sendable, Equatable {
    /// SHA-256 of the tokenizer's files.
    public var tokenizer: String
    public var maxLength: Int
    public var truncation: Truncation

    public init(tokenizer: String, maxLength: Int, truncation: Truncation) {
        self.tokenizer = tokenizer
        self.maxLength = maxLength
        self.truncation = truncation
    }

    func difference(from other: TokenView) -> (what: String, here: String, there: String)? {
        let pairs: [(String, String, String)] = [
            (
                "tokenizer", "sha256 \(tokenizer.prefix(12))…",
                "sha256 \(other.tokenizer.prefix(12))…"
            ),
            ("max-length", "\(maxLength)", "\(other.maxLength)"),
            ("truncation", truncation.rawValue, other.truncation.rawValue),
        ]
        return pairs.first { $0.1 != $0.2 }
    }
}
