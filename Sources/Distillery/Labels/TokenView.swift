/// What decides which tokens a network sees of a text.
public struct TokenView: Codable, Sendable, Equatable {
    /// SHA-256 of the tokenizer's files.
    public var tokenizer: String
    public var maxLength: Int
    public var truncation: Truncation
    /// SHA-256 of what decides the numbers beside the tokens; nil where there are none.
    public var address: String?

    public init(
        tokenizer: String, maxLength: Int, truncation: Truncation, address: String? = nil
    ) {
        self.tokenizer = tokenizer
        self.maxLength = maxLength
        self.truncation = truncation
        self.address = address
    }

    func difference(from other: TokenView) -> (what: String, here: String, there: String)? {
        let pairs: [(String, String, String)] = [
            (
                "tokenizer", "sha256 \(tokenizer.prefix(12))…",
                "sha256 \(other.tokenizer.prefix(12))…"
            ),
            ("max-length", "\(maxLength)", "\(other.maxLength)"),
            ("truncation", truncation.rawValue, other.truncation.rawValue),
            ("address", Self.words(address), Self.words(other.address)),
        ]
        return pairs.first { $0.1 != $0.2 }
    }

    private static func words(_ address: String?) -> String {
        address.map { "sha256 \($0.prefix(12))…" } ?? "none"
    }
}
