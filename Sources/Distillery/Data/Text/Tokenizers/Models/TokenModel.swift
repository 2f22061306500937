/// What turns a piece of text into tokens of its vocabulary.
protocol TokenModel: Sendable {
    var vocabulary: Vocabulary { get }
    /// The token for what no other covers.
    var unknown: Int? { get }

    /// Appends the tokens of `piece`, which is not empty.
    func tokenize(
        _ piece: UnsafeBufferPointer<UInt32>, into ids: inout [Int32], _ memory: inout ModelMemory
    ) throws(TokenizerError)
}

/// Memory that models work in, kept from piece to piece.
struct ModelMemory {
    var symbols: [MergeSymbol] = []
    var queue: [UInt64] = []
    var path: [UnigramStep] = []
    var tail: [Int32] = []
}

/// The models that a file can name.
enum TokenModels {
    static let known = ["WordPiece", "BPE", "Unigram", "WordLevel"]

    static func read(_ object: JSONObject) throws(TokenizerError) -> any TokenModel {
        // Older files do not name the type; what a model must have tells them apart.
        let type =
            try object.optionalText("type")
            ?? (object["merges"] != nil
                ? "BPE"
                : object["continuing_subword_prefix"] != nil ? "WordPiece" : "an unnamed type")
        switch type {
        case "WordPiece": return try WordPieceModel(object)
        case "BPE": return try MergeModel(object)
        case "Unigram": return try UnigramModel(object)
        case "WordLevel": return try WordLevelModel(object)
        default: throw .unsupported(place: object.place(of: "type"), found: type, known: known)
        }
    }

    /// The tokens of a model's `vocab`.
    static func vocabulary(_ object: JSONObject) throws(TokenizerError) -> Vocabulary {
        guard let members = try object.members("vocab") else {
            throw .malformed(
                place: object.place(of: "vocab"), found: "nothing", expected: "tokens with ids")
        }
        return try Vocabulary(members: members, place: object.place(of: "vocab"))
    }

    /// The id of the token for what is unknown, which must be there.
    static func unknown(
        _ token: String, in vocabulary: Vocabulary, _ object: JSONObject
    ) throws(TokenizerError) -> Int {
        guard let id = vocabulary.id(of: token.scalarValues) else {
            throw .malformed(
                place: object.place(of: "unk_token"),
                found: "'\(token)', which the vocabulary lacks",
                expected: "a token of the vocabulary")
        }
        return id
    }
}

/// Whole words or nothing.
struct WordLevelModel: TokenModel {
    let vocabulary: Vocabulary
    let unknown: Int?

    init(_ object: JSONObject) throws(TokenizerError) {
        vocabulary = try TokenModels.vocabulary(object)
        unknown = try TokenModels.unknown(
            try object.optionalText("unk_token") ?? "<unk>", in: vocabulary, object)
    }

    func tokenize(
        _ piece: UnsafeBufferPointer<UInt32>, into ids: inout [Int32], _ memory: inout ModelMemory
    ) {
        ids.append(Int32(vocabulary.id(of: piece) ?? unknown ?? 0))
    }
}
