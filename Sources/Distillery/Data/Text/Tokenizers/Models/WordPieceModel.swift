/// BERT's model: the longest token that a word begins with, then the longest that continues it.
///
/// Schuster and Nakajima, 2012; a word with a rest that no token covers is unknown as a whole.
struct WordPieceModel: TokenModel {
    let vocabulary: Vocabulary
    let unknown: Int?
    /// What tokens inside of a word begin with.
    let prefix: String
    /// Longer words, in scalars, are unknown.
    let lengthLimit: Int

    private let unknownToken: Int32
    /// Where the trie goes on behind `prefix`; the first steps from there lie in an array too.
    private let continuation: TokenTrie.Node?
    private let continuationEdges: [TokenTrie.Node]

    init(_ object: JSONObject) throws(TokenizerError) {
        vocabulary = try TokenModels.vocabulary(object)
        let unknown = try TokenModels.unknown(
            try object.optionalText("unk_token") ?? "[UNK]", in: vocabulary, object)
        self.unknown = unknown
        unknownToken = Int32(unknown)
        prefix = try object.optionalText("continuing_subword_prefix") ?? "##"
        lengthLimit = try object.optionalCount("max_input_chars_per_word", limit: 1 << 30) ?? 100
        let trie = vocabulary.trie
        let continuation = trie.node(of: prefix.scalarValues)
        self.continuation = continuation
        continuationEdges = (UInt32(0)..<1 << 16).map { scalar in
            continuation.flatMap { trie.child(of: $0, scalar) } ?? 0
        }
    }

    /// The token of a word of one scalar.
    @inline(__always)
    func token(ofSingle scalar: UInt32) -> Int32 {
        guard lengthLimit > 0, let node = vocabulary.trie.child(of: 0, scalar) else {
            return unknownToken
        }
        let token = vocabulary.trie.token(at: node)
        return token < 0 ? unknownToken : token
    }

    func tokenize(
        _ piece: UnsafeBufferPointer<UInt32>, into ids: inout [Int32], _ memory: inout ModelMemory
    ) {
        tokenize(piece, into: &ids)
    }

    @inline(__always)
    func tokenize(_ word: UnsafeBufferPointer<UInt32>, into ids: inout [Int32]) {
        let kept = ids.count
        guard word.count <= lengthLimit else { return ids.append(unknownToken) }
        var start = 0
        while start < word.count {
            guard var node = first(word[start], isContinuation: start > 0) else {
                return fail(&ids, kept)
            }
            var token = vocabulary.trie.token(at: node)
            var end = start + 1
            var next = end
            while next < word.count, let child = vocabulary.trie.child(of: node, word[next]) {
                node = child
                next += 1
                let found = vocabulary.trie.token(at: node)
                if found >= 0 {
                    token = found
                    end = next
                }
            }
            guard token >= 0 else { return fail(&ids, kept) }
            ids.append(token)
            start = end
        }
    }

    @inline(__always)
    private func first(_ scalar: UInt32, isContinuation: Bool) -> TokenTrie.Node? {
        guard isContinuation else { return vocabulary.trie.child(of: 0, scalar) }
        if scalar < 1 << 16 {
            let node = continuationEdges[Int(scalar)]
            return node == 0 ? nil : node
        }
        return continuation.flatMap { vocabulary.trie.child(of: $0, scalar) }
    }

    private func fail(_ ids: inout [Int32], _ kept: Int) {
        ids.removeLast(ids.count - kept)
        ids.append(unknownToken)
    }
}
