/// GPT-2's: cut by its pattern, then every byte as the character that stands for it.
struct ByteLevelPreTokenizer: PreTokenizer {
    let addsPrefixSpace: Bool
    let usesPattern: Bool

    init(_ object: JSONObject) throws(TokenizerError) {
        addsPrefixSpace = try object.bool("add_prefix_space", default: true)
        usesPattern = try object.bool("use_regex", default: true)
    }

    func split(_ text: inout TokenText) throws(TokenizerError) {
        if addsPrefixSpace {
            text.rewrite { piece, _, result in
                if piece.first != 0x20 { result.append(0x20) }
                result.append(contentsOf: piece)
            }
        }
        if usesPattern {
            let pattern = ByteLevelPattern()
            try text.split { scalars, range, parts in
                pattern.pieces(of: scalars, range, into: &parts)
            }
        }
        text.rewrite { piece, _, result in ByteAlphabet.spell(piece, into: &result) }
    }
}
