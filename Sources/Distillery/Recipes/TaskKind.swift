/// What is asked about the examples, and so what networks put out: `data.task` in a recipe.
public enum TaskKind: String, Sendable, Hashable, CaseIterable {
    /// A class for every picture, text or pair.
    case classification
    /// A number for every text or pair.
    case regression
    /// A vector for every text, near to those of texts that mean the same.
    case embedding
    /// The words that are hidden in a text (Devlin et al., 2019).
    case maskedWords = "mlm"

    /// The task of a name in recipes and flags; short names are understood, too.
    public init?(name: String) {
        switch name {
        case "classify", "text", "pair", "pairs": self = .classification
        case "score", "regress": self = .regression
        case "embed", "embeddings": self = .embedding
        case "masked-words", "masked": self = .maskedWords
        default: self.init(rawValue: name)
        }
    }
}

extension TaskKind: Codable {
    public init(from decoder: any Decoder) throws {
        let name = try decoder.singleValueContainer().decode(String.self)
        guard let task = TaskKind(name: name) else {
            throw RecipeError.invalidValue(
                path: keyPath(decoder.codingPath),
                found: "'\(name)'",
                expected: Self.allCases.map(\.rawValue).joined(separator: ", "))
        }
        self = task
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}
