/// How texts become tokens: `data.tokens:` in a recipe.
public struct TokenPlan: Codable, Sendable, Equatable {
    /// A model's folder or a `tokenizer.json`; `nil` takes the student's or the teacher's where one
    /// comes with weights, and else builds a vocabulary from the training texts.
    public var tokenizer: String?
    /// How many tokens a vocabulary that is built has.
    public var vocabulary: Int
    /// How many tokens a text or pair has at most, special ones included; `nil` is 128, or what the
    /// network takes whose tokenizer this is where that is less.
    public var maxLength: Int?
    /// What is cut where there are more.
    public var truncation: Truncation
    /// The texts of so many batches are sorted by length before they are dealt out, since a batch is
    /// padded to its longest text; 1 leaves every batch as chance has it.
    public var sortedBatches: Int

    public init(
        tokenizer: String? = nil, vocabulary: Int = 8000, maxLength: Int? = nil,
        truncation: Truncation = .longestFirst, sortedBatches: Int = 16
    ) {
        self.tokenizer = tokenizer
        self.vocabulary = vocabulary
        self.maxLength = maxLength
        self.truncation = truncation
        self.sortedBatches = sortedBatches
    }

    /// The most tokens, whoever decided it.
    public var length: Int { maxLength ?? 128 }

    enum CodingKeys: String, CodingKey, CaseIterable {
        case tokenizer, vocabulary
        case maxLength = "max-length"
        case truncation
        case sortedBatches = "sorted-batches"
    }

    /// Decodes strictly; what is left out has the value it has by default.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        let usual = TokenPlan()
        self.init(
            tokenizer: try values.decodeIfPresent(.tokenizer),
            vocabulary: try values.decode(
                .vocabulary, default: usual.vocabulary, expected: "from 100 to 1000000",
                where: { (100...1_000_000).contains($0) }),
            maxLength: try values.decodeIfPresent(.maxLength, as: Int.self).map { length in
                guard (4...8192).contains(length) else {
                    throw RecipeError.invalidValue(
                        path: values.path(of: .maxLength), found: "\(length)",
                        expected: "from 4 to 8192")
                }
                return length
            },
            truncation: try values.decodeName(.truncation, default: usual.truncation),
            sortedBatches: try values.decode(
                .sortedBatches, default: usual.sortedBatches, expected: "from 1 to 100000",
                where: { (1...100_000).contains($0) }))
    }
}

extension Truncation: Codable {}
