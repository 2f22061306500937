/// How BERT's tokenizer treats text before it looks for tokens; a bare `vocab.txt` does not say it.
public struct WordPieceOptions: Sendable, Equatable {
    /// Whether text is brought into lower case.
    public var lowercases: Bool
    /// Whether every Chinese character is a word of its own.
    public var splitsChinese: Bool
    /// Whether accents are taken off; `nil` to go with the case.
    public var stripsAccents: Bool?
    /// Whether control characters are removed and every white space is a space.
    public var cleansText: Bool

    public init(
        lowercases: Bool = true, splitsChinese: Bool = true, stripsAccents: Bool? = nil,
        cleansText: Bool = true
    ) {
        self.lowercases = lowercases
        self.splitsChinese = splitsChinese
        self.stripsAccents = stripsAccents
        self.cleansText = cleansText
    }

    /// The options that a `tokenizer_config.json` gives.
    init(_ object: JSONObject) throws(TokenizerError) {
        self.init(
            lowercases: try object.bool("do_lower_case", default: true),
            splitsChinese: try object.bool("tokenize_chinese_chars", default: true),
            stripsAccents: try object.optionalBool("strip_accents"))
    }

    /// The normaliser as `tokenizer.json` has it.
    var normalizer: JSONValue {
        .object([
            "type": .string("BertNormalizer"), "clean_text": .bool(cleansText),
            "handle_chinese_chars": .bool(splitsChinese),
            "strip_accents": stripsAccents.map(JSONValue.bool) ?? .null,
            "lowercase": .bool(lowercases),
        ])
    }
}
