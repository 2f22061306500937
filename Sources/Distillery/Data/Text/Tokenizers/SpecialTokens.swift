/// The ids of the tokens that have a meaning of their own; `nil` for those that a tokenizer lacks.
public struct SpecialTokens: Sendable, Equatable {
    /// What fills up shorter texts of a batch.
    public var padding: Int?
    /// What stands before a text, whose vector a classifier reads.
    public var classification: Int?
    /// What stands behind a text, and between two.
    public var separator: Int?
    /// What stands for text that no token covers.
    public var unknown: Int?
    /// What hides a token that is to be guessed.
    public var mask: Int?

    /// All that there are.
    var all: Set<Int32> {
        Set([padding, classification, separator, unknown, mask].compactMap { $0.map(Int32.init) })
    }
}

/// How a tokenizer spells its special tokens.
struct SpecialTokenNames: Sendable {
    var padding: [String] = ["[PAD]", "<pad>"]
    var classification: [String] = ["[CLS]", "<s>"]
    var separator: [String] = ["[SEP]", "</s>"]
    var unknown: [String] = ["[UNK]", "<unk>"]
    var mask: [String] = ["[MASK]", "<mask>"]

    init() {}

    /// The usual names, and before them those that `tokenizer_config.json` or its like says.
    mutating func read(_ object: JSONObject) throws(TokenizerError) {
        func name(_ key: String, _ names: inout [String]) throws(TokenizerError) {
            guard let value = object[key] else { return }
            // Some files give a token with its settings instead of its text.
            let text =
                if case .string(let text) = value {
                    text
                } else {
                    try JSONObject(value, place: object.place(of: key)).text("content")
                }
            names.insert(text, at: 0)
        }
        try name("pad_token", &padding)
        try name("cls_token", &classification)
        try name("sep_token", &separator)
        try name("unk_token", &unknown)
        try name("mask_token", &mask)
    }

    func ids(_ id: (String) -> Int?) -> SpecialTokens {
        func first(_ names: [String]) -> Int? { names.lazy.compactMap(id).first }
        return SpecialTokens(
            padding: first(padding), classification: first(classification),
            separator: first(separator), unknown: first(unknown), mask: first(mask))
    }
}
