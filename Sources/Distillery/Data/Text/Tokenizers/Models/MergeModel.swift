/// Byte-pair encoding (Sennrich et al., 2016): characters, merged in the order that was learned.
struct MergeModel: TokenModel {
    let vocabulary: Vocabulary
    let unknown: Int?
    private let merges: MergeTable
    private let prefix: [UInt32]
    private let suffix: [UInt32]
    private let joinsUnknown: Bool
    private let ignoresMerges: Bool
    /// The tokens `<0x00>` to `<0xFF>` of the bytes; -1 where the vocabulary lacks one.
    private let byteTokens: [Int32]?

    init(_ object: JSONObject) throws(TokenizerError) {
        if case .number(let dropout) = object["dropout"] ?? .null, dropout != 0 {
            throw .unsupported(
                place: object.place(of: "dropout"), found: "\(dropout)", known: ["none"])
        }
        vocabulary = try TokenModels.vocabulary(object)
        let unknownText = try object.optionalText("unk_token")
        var unknown: Int?
        if let unknownText {
            unknown = try TokenModels.unknown(unknownText, in: vocabulary, object)
        }
        self.unknown = unknown
        prefix = try object.optionalText("continuing_subword_prefix")?.scalarValues ?? []
        suffix = try object.optionalText("end_of_word_suffix")?.scalarValues ?? []
        joinsUnknown = try object.bool("fuse_unk", default: false)
        ignoresMerges = try object.bool("ignore_merges", default: false)
        byteTokens =
            try object.bool("byte_fallback", default: false)
            ? ByteFallback.tokens(in: vocabulary) : nil
        merges = try Self.merges(object, vocabulary, prefix)
    }

    private static func merges(
        _ object: JSONObject, _ vocabulary: Vocabulary, _ prefix: [UInt32]
    ) throws(TokenizerError) -> MergeTable {
        let list = try object.list("merges") ?? []
        var table = MergeTable(capacity: list.count)
        for (rank, value) in list.enumerated() {
            let place = object.place(of: "merges[\(rank)]")
            let (left, right) = try neighbours(value, place)
            guard let leftID = vocabulary.id(of: left), let rightID = vocabulary.id(of: right),
                right.starts(with: prefix),
                let token = vocabulary.id(of: left + right.dropFirst(prefix.count))
            else {
                throw .malformed(
                    place: place,
                    found: "'\(String(scalarValues: left))' with '\(String(scalarValues: right))'",
                    expected: "two tokens of the vocabulary that make a third")
            }
            table.append(Int32(leftID), Int32(rightID), token: Int32(token))
        }
        return table
    }

    /// Two tokens: a list of two, or one text with a space between them.
    private static func neighbours(
        _ value: JSONValue, _ place: String
    ) throws(TokenizerError) -> ([UInt32], [UInt32]) {
        switch value {
        case .array(let parts):
            if parts.count == 2, case .string(let left) = parts[0],
                case .string(let right) = parts[1]
            {
                return (left.scalarValues, right.scalarValues)
            }
        case .string(let text):
            let parts = text.scalarValues.split(separator: 0x20, omittingEmptySubsequences: false)
            if parts.count == 2 { return (Array(parts[0]), Array(parts[1])) }
        default: break
        }
        throw .malformed(
            place: place, found: value.kind, expected: "two tokens with a space between them")
    }

    func tokenize(
        _ piece: UnsafeBufferPointer<UInt32>, into ids: inout [Int32], _ memory: inout ModelMemory
    ) throws(TokenizerError) {
        if ignoresMerges, let id = vocabulary.id(of: piece) { return ids.append(Int32(id)) }
        memory.symbols.removeAll(keepingCapacity: true)
        spell(piece, into: &memory.symbols)
        merges.carryOut(on: &memory.symbols, queue: &memory.queue)
        for symbol in memory.symbols where symbol.isLeft { ids.append(symbol.token) }
    }

    /// The tokens of single characters that merging begins with.
    private func spell(_ piece: UnsafeBufferPointer<UInt32>, into symbols: inout [MergeSymbol]) {
        var hasUnknown = false
        let unknownToken = Int32(unknown ?? 0)
        for (index, scalar) in piece.enumerated() {
            let isLast = index == piece.count - 1
            let found = token(of: scalar, isFirst: index == 0, isLast: isLast)
            if found >= 0 {
                if hasUnknown { symbols.append(MergeSymbol(unknownToken)) }
                hasUnknown = false
                symbols.append(MergeSymbol(found))
                continue
            }
            if let byteTokens {
                var spelling = ByteFallback.bytes(of: scalar)
                if index > 0 { spelling.insert(contentsOf: ByteFallback.bytes(of: prefix), at: 0) }
                if isLast { spelling.append(contentsOf: ByteFallback.bytes(of: suffix)) }
                let tokens = spelling.map { byteTokens[Int($0)] }
                if tokens.allSatisfy({ $0 >= 0 }) {
                    symbols.append(contentsOf: tokens.map { MergeSymbol($0) })
                    continue
                }
            }
            guard unknown != nil else { continue }
            if hasUnknown, !joinsUnknown { symbols.append(MergeSymbol(unknownToken)) }
            hasUnknown = true
        }
        if hasUnknown { symbols.append(MergeSymbol(unknownToken)) }
    }

    @inline(__always)
    private func token(of scalar: UInt32, isFirst: Bool, isLast: Bool) -> Int32 {
        if (isFirst || prefix.isEmpty) && (!isLast || suffix.isEmpty) {
            return vocabulary.trie.child(of: 0, scalar).map(vocabulary.trie.token(at:)) ?? -1
        }
        let spelling = (isFirst ? [] : prefix) + [scalar] + (isLast ? suffix : [])
        return vocabulary.trie.token(of: spelling) ?? -1
    }
}
