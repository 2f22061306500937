import Foundation

/// Turns text into the tokens of a vocabulary, as the file of a published model says.
///
/// It reads Hugging Face's `tokenizer.json` (WordPiece, byte-pair encoding, Unigram, whole words), BERT's
/// `vocab.txt`, and GPT-2's `vocab.json` with `merges.txt`, and gives the ids that the `tokenizers` library
/// gives. What a file asks for and is not built in is an error that names it. The file's own settings for
/// cutting and padding are not used: both are said where a text is encoded.
///
/// A tokenizer never changes and can be used from any thread.
public final class Tokenizer: Sendable {
    /// The ids of the tokens that have a meaning of their own.
    public let specialTokens: SpecialTokens
    /// Every id is below this: an embedding has at least so many rows.
    public let vocabularyCount: Int

    let normalizer: (any TextNormalizer)?
    let preTokenizer: (any PreTokenizer)?
    let model: any TokenModel
    let decoder: (any TokenDecoder)?
    let templates: TokenTemplate.Pair
    /// The added tokens by their ids.
    let added: [Int: AddedToken]
    /// What the special ones among them say; a vocabulary can have the same text under another id too.
    let specialTexts: Set<[UInt32]>
    /// Finds the added tokens that are looked for in the text as given.
    let finder: AddedTokenFinder?
    /// Finds those that are looked for in the normalised text.
    let normalizedFinder: AddedTokenFinder?
    /// The short way, where the steps are BERT's.
    let bertPath: BertPath?
    /// What the tokenizer is written as: names of files and their contents.
    let files: [String: [UInt8]]

    /// A tokenizer from the content of a `tokenizer.json`.
    init(_ document: TokenizerDocument) throws(TokenizerError) {
        let root = try JSONObject(document.json, place: document.file)
        normalizer = try root.object("normalizer").map(TextNormalizers.read)
        preTokenizer = try root.object("pre_tokenizer").map(PreTokenizers.read)
        decoder = try root.object("decoder").map(TokenDecoders.read)
        guard let modelObject = try root.object("model") else {
            throw .malformed(
                place: root.place(of: "model"), found: "nothing", expected: "a model")
        }
        model = try TokenModels.read(modelObject)
        var tokens = try Self.addedTokens(root, model.vocabulary)
        for index in tokens.indices where tokens[index].isNormalized {
            var text = NormalizedText(scalars: tokens[index].content, isAtStart: true)
            try normalizer?.normalize(&text)
            tokens[index].spelling = text.scalars
        }
        let vocabularyCount = max(
            model.vocabulary.idCount, (tokens.map(\.id).max() ?? -1) + 1)
        self.vocabularyCount = vocabularyCount
        if let processor = try root.object("post_processor") {
            templates = try TokenTemplate.Pair(processor, idLimit: vocabularyCount)
        } else {
            templates = TokenTemplate.Pair()
        }
        added = Dictionary(tokens.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        specialTexts = Set(tokens.lazy.filter(\.isSpecial).map(\.content))
        finder = AddedTokenFinder(tokens.filter { !$0.isNormalized })
        normalizedFinder = AddedTokenFinder(tokens.filter(\.isNormalized))
        if let normalizer = normalizer as? BertNormalizer, preTokenizer is BertPreTokenizer,
            let model = model as? WordPieceModel, normalizedFinder == nil
        {
            bertPath = BertPath(normalizer: normalizer, model: model)
        } else {
            bertPath = nil
        }
        let vocabulary = model.vocabulary
        var special = document.names.ids { [tokens] name in
            tokens.first { $0.content == name.scalarValues }?.id
                ?? vocabulary.id(of: name.scalarValues)
        }
        if let unknown = model.unknown { special.unknown = unknown }
        specialTokens = special
        files = document.files(for: model)
    }

    /// The added tokens with their ids: the vocabulary's where it has the token, else the next free one.
    private static func addedTokens(
        _ root: JSONObject, _ vocabulary: Vocabulary
    ) throws(TokenizerError) -> [AddedToken] {
        var tokens: [AddedToken] = []
        var known: [[UInt32]: Int] = [:]
        var places: [Int: Int] = [:]
        var next = vocabulary.count
        for object in try root.objects("added_tokens") {
            let content = try object.text("content").scalarValues
            guard !content.isEmpty else { continue }
            let id = known[content] ?? vocabulary.id(of: content) ?? next
            if id == next { next += 1 }
            let stated = try object.count("id", limit: Vocabulary.idLimit)
            guard stated == id else {
                throw .malformed(
                    place: object.place(of: "id"),
                    found: "\(stated) for '\(String(scalarValues: content))'",
                    expected: "\(id), the id that its place in the vocabulary gives it")
            }
            known[content] = id
            let token = try AddedToken(object, id: id)
            if let place = places[id] {
                tokens[place] = token
            } else {
                places[id] = tokens.count
                tokens.append(token)
            }
        }
        return tokens
    }

    /// The id of a token by its text.
    public func id(of token: String) -> Int? {
        let scalars = token.scalarValues
        return added.values.first { $0.content == scalars }?.id ?? model.vocabulary.id(of: scalars)
    }

    /// The text of a token as it stands in the vocabulary; `nil` where there is none of this id.
    public func token(_ id: Int) -> String? {
        added[id].map { String(scalarValues: $0.content) } ?? model.vocabulary.text(of: id)
    }
}
