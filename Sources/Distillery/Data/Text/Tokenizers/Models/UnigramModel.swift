/// The best way to a place in a text: where its last token begins, and which it is.
struct UnigramStep: Sendable, BitwiseCopyable {
    var score = 0.0
    /// -1 where no way is known.
    var start: Int32 = -1
    var token: Int32 = 0
}

/// SentencePiece's unigram language model (Kudo, 2018): the tokens of the greatest probability together.
struct UnigramModel: TokenModel {
    let vocabulary: Vocabulary
    let unknown: Int?
    /// Logarithms of the tokens' probabilities.
    private let scores: [Double]
    private let unknownScore: Double
    private let byteTokens: [Int32]?

    /// How much less than the rarest token an unknown character scores.
    private static let unknownPenalty = 10.0

    init(_ object: JSONObject) throws(TokenizerError) {
        var vocabulary = Vocabulary()
        var scores: [Double] = []
        let list = try object.list("vocab") ?? []
        guard list.count <= Vocabulary.idLimit else {
            throw .tooLarge(
                place: object.place(of: "vocab"), found: list.count, limit: Vocabulary.idLimit)
        }
        for (id, value) in list.enumerated() {
            let place = object.place(of: "vocab[\(id)]")
            guard case .array(let pair) = value, pair.count == 2, case .string(let token) = pair[0],
                case .number(let score) = pair[1]
            else {
                throw .malformed(place: place, found: value.kind, expected: "a token and its score")
            }
            try vocabulary.insert(token.scalarValues, id: id, place: place)
            scores.append(score)
        }
        unknown = try object.optionalCount("unk_id", limit: list.count - 1)
        unknownScore = (scores.min() ?? 0) - Self.unknownPenalty
        byteTokens =
            try object.bool("byte_fallback", default: false)
            ? ByteFallback.tokens(in: vocabulary) : nil
        self.vocabulary = vocabulary
        self.scores = scores
    }

    func tokenize(
        _ piece: UnsafeBufferPointer<UInt32>, into ids: inout [Int32], _ memory: inout ModelMemory
    ) throws(TokenizerError) {
        try findPath(piece, &memory.path)
        // The path is known from its end; unknown characters in a row are one.
        memory.tail.removeAll(keepingCapacity: true)
        var end = piece.count
        while end > 0 {
            let step = memory.path[end]
            var start = Int(step.start)
            if let unknown, Int(step.token) == unknown {
                while start > 0, Int(memory.path[start].token) == unknown {
                    start = Int(memory.path[start].start)
                }
                appendUnknown(piece[start..<end], &memory.tail)
            } else {
                memory.tail.append(step.token)
            }
            end = start
        }
        ids.append(contentsOf: memory.tail.reversed())
    }

    private func findPath(
        _ piece: UnsafeBufferPointer<UInt32>, _ path: inout [UnigramStep]
    ) throws(TokenizerError) {
        path.removeAll(keepingCapacity: true)
        path.append(contentsOf: repeatElement(UnigramStep(), count: piece.count + 1))
        let trie = vocabulary.trie
        for start in piece.indices {
            let scoreHere = path[start].score
            var hasSingle = false
            var node: TokenTrie.Node = 0
            var end = start
            while end < piece.count, let next = trie.child(of: node, piece[end]) {
                node = next
                end += 1
                let token = trie.token(at: node)
                guard token >= 0 else { continue }
                if end == start + 1 { hasSingle = true }
                reach(end, from: start, by: token, scoreHere + scores[Int(token)], &path)
            }
            guard !hasSingle else { continue }
            guard let unknown else { throw .unknownCharacter(scalar: piece[start]) }
            reach(start + 1, from: start, by: Int32(unknown), scoreHere + unknownScore, &path)
        }
    }

    @inline(__always)
    private func reach(
        _ end: Int, from start: Int, by token: Int32, _ score: Double, _ path: inout [UnigramStep]
    ) {
        if path[end].start < 0 || score > path[end].score {
            path[end] = UnigramStep(score: score, start: Int32(start), token: token)
        }
    }

    /// Appends, in reverse, what an unknown stretch becomes: the token of its text, its bytes, or unknown.
    private func appendUnknown(
        _ stretch: Slice<UnsafeBufferPointer<UInt32>>, _ tail: inout [Int32]
    ) {
        if let id = vocabulary.id(of: stretch) { return tail.append(Int32(id)) }
        if let byteTokens {
            let tokens = ByteFallback.bytes(of: stretch).map { byteTokens[Int($0)] }
            if tokens.allSatisfy({ $0 >= 0 }) { return tail.append(contentsOf: tokens.reversed()) }
        }
        tail.append(Int32(unknown ?? 0))
    }
}
