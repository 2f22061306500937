/// SentencePiece's: spaces become a visible character, which words begin with.
struct Metaspace: PreTokenizer {
    enum Prepending: String, Sendable {
        case first
        case never
        case always
    }

    let replacement: UInt32
    let prepending: Prepending
    let splits: Bool

    init(_ object: JSONObject) throws(TokenizerError) {
        replacement = try object.scalar("replacement")
        splits = try object.bool("split", default: true)
        let scheme = try object.optionalText("prepend_scheme") ?? "always"
        guard var prepending = Prepending(rawValue: scheme) else {
            throw .unsupported(
                place: object.place(of: "prepend_scheme"), found: scheme,
                known: ["first", "never", "always"])
        }
        // Files of older versions say it so.
        if try object.bool("add_prefix_space", default: true) == false { prepending = .never }
        self.prepending = prepending
    }

    func split(_ text: inout TokenText) throws(TokenizerError) {
        text.rewrite { piece, isAtStart, result in
            let first = piece.first
            let isPrepended =
                first != replacement && first != 0x20
                && (prepending == .always || prepending == .first && isAtStart)
            if isPrepended { result.append(replacement) }
            for scalar in piece { result.append(scalar == 0x20 ? replacement : scalar) }
        }
        guard splits else { return }
        try text.split { scalars, range, parts in
            let delimiters = range.filter { scalars[$0] == replacement }
            SplitBehavior.mergedWithNext.parts(
                of: range, delimiters: delimiters.map { $0..<$0 + 1 }, into: &parts)
        }
    }
}
