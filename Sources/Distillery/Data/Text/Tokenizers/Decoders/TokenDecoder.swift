/// A step from tokens back to text.
protocol TokenDecoder: Sendable {
    func decode(_ tokens: [[UInt32]]) throws(TokenizerError) -> [[UInt32]]
}

/// The decoders that a file can name.
enum TokenDecoders {
    static let known = [
        "WordPiece", "ByteLevel", "Metaspace", "BPEDecoder", "ByteFallback", "Fuse", "Strip",
        "Replace",
        "Sequence",
    ]

    static func read(_ object: JSONObject) throws(TokenizerError) -> any TokenDecoder {
        let type = try object.text("type")
        switch type {
        case "WordPiece":
            return WordPieceDecoder(
                prefix: try object.optionalText("prefix")?.scalarValues ?? "##".scalarValues,
                cleansUp: try object.bool("cleanup", default: true))
        case "ByteLevel": return ByteLevelDecoder()
        case "Metaspace": return MetaspaceDecoder(space: try Metaspace(object))
        case "BPEDecoder":
            return SuffixDecoder(
                suffix: try object.optionalText("suffix")?.scalarValues ?? "</w>".scalarValues)
        case "ByteFallback": return ByteFallbackDecoder()
        case "Fuse": return FuseDecoder()
        case "Strip": return try StripDecoder(object)
        case "Replace": return ReplaceDecoder(replacer: try Replacer(object))
        case "Sequence":
            var steps: [any TokenDecoder] = []
            for step in try object.objects("decoders") { steps.append(try read(step)) }
            return DecoderSequence(steps: steps)
        default: throw .unsupported(place: object.place(of: "type"), found: type, known: known)
        }
    }
}

/// Decoders one after the other.
struct DecoderSequence: TokenDecoder {
    let steps: [any TokenDecoder]

    func decode(_ tokens: [[UInt32]]) throws(TokenizerError) -> [[UInt32]] {
        var tokens = tokens
        for step in steps { tokens = try step.decode(tokens) }
        return tokens
    }
}

/// All tokens as one.
struct FuseDecoder: TokenDecoder {
    func decode(_ tokens: [[UInt32]]) -> [[UInt32]] { [Array(tokens.joined())] }
}

/// Replaces a pattern in every token.
struct ReplaceDecoder: TokenDecoder {
    let replacer: Replacer

    func decode(_ tokens: [[UInt32]]) throws(TokenizerError) -> [[UInt32]] {
        var result: [[UInt32]] = []
        for token in tokens {
            var text = NormalizedText(scalars: token, isAtStart: true)
            try replacer.normalize(&text)
            result.append(text.scalars)
        }
        return result
    }
}

/// Removes up to so many of one character at the ends of every token.
struct StripDecoder: TokenDecoder {
    let content: UInt32
    let start: Int
    let stop: Int

    init(_ object: JSONObject) throws(TokenizerError) {
        content = try object.scalar("content")
        start = try object.count("start", limit: 1 << 20)
        stop = try object.count("stop", limit: 1 << 20)
    }

    func decode(_ tokens: [[UInt32]]) -> [[UInt32]] {
        tokens.map { token in
            let left = token.prefix(start).prefix { $0 == content }.count
            let kept = token.dropFirst(left)
            let right = kept.suffix(stop).reversed().prefix { $0 == content }.count
            return Array(kept.dropLast(right))
        }
    }
}
