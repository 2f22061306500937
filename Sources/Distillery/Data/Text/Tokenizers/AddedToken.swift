/// A token that is found in the text before the model sees it, such as `[MASK]`.
struct AddedToken: Sendable {
    var content: [UInt32]
    /// What is looked for, and what decoding gives: the content, normalised where the text is too.
    var spelling: [UInt32]
    var id: Int
    /// Whether it counts only where no word character touches it.
    var isSingleWord: Bool
    /// Whether white space on its left belongs to it.
    var takesLeft: Bool
    var takesRight: Bool
    /// Whether it is looked for in the normalised text.
    var isNormalized: Bool
    /// Whether decoding can leave it out.
    var isSpecial: Bool

    init(_ object: JSONObject, id: Int) throws(TokenizerError) {
        self.id = id
        content = try object.text("content").scalarValues
        spelling = content
        isSingleWord = try object.bool("single_word", default: false)
        takesLeft = try object.bool("lstrip", default: false)
        takesRight = try object.bool("rstrip", default: false)
        isSpecial = try object.bool("special", default: false)
        isNormalized = try object.bool("normalized", default: !isSpecial)
    }
}

/// Finds added tokens in a text: the leftmost, and of those that begin there the longest.
struct AddedTokenFinder: Sendable {
    private var trie = TokenTrie()
    private var tokens: [AddedToken] = []
    /// Whether a token begins with a scalar of this lowest byte.
    private var beginnings = [Bool](repeating: false, count: 256)

    /// A finder of `tokens`; `nil` where there is nothing to find.
    init?(_ tokens: [AddedToken]) {
        for token in tokens {
            let scalars = token.spelling
            guard let first = scalars.first else { continue }
            trie.insert(scalars, token: Int32(self.tokens.count))
            self.tokens.append(token)
            beginnings[Int(first & 255)] = true
        }
        if self.tokens.isEmpty { return nil }
    }

    /// Whether a token could begin somewhere in the text.
    func mayFind(in scalars: [UInt32]) -> Bool {
        scalars.contains { beginnings[Int($0 & 255)] }
    }

    /// The text from end to end: stretches without a token, and tokens.
    func stretches(of scalars: [UInt32]) -> [(range: Range<Int>, token: AddedToken?)] {
        let classes = ScalarClass.table
        var result: [(range: Range<Int>, token: AddedToken?)] = []
        var end = 0
        var place = 0
        while place < scalars.count {
            guard beginnings[Int(scalars[place] & 255)],
                let (token, count) = longest(scalars, place)
            else {
                place += 1
                continue
            }
            var start = place
            var stop = place + count
            place = stop
            if token.isSingleWord {
                let touchesLeft = start > 0 && classes[scalars[start - 1]].contains(.word)
                let touchesRight = stop < scalars.count && classes[scalars[stop]].contains(.word)
                if touchesLeft || touchesRight { continue }
            }
            if token.takesLeft {
                // What belongs to the token before stays with it.
                while start > end, classes[scalars[start - 1]].contains(.whitespace) { start -= 1 }
            }
            if token.takesRight {
                while stop < scalars.count, classes[scalars[stop]].contains(.whitespace) {
                    stop += 1
                }
            }
            if end < start { result.append((end..<start, nil)) }
            result.append((min(start, stop)..<stop, token))
            end = stop
        }
        if end < scalars.count { result.append((end..<scalars.count, nil)) }
        return result
    }

    private func longest(_ scalars: [UInt32], _ start: Int) -> (AddedToken, Int)? {
        var node: TokenTrie.Node = 0
        var found: (AddedToken, Int)?
        var end = start
        while end < scalars.count, let next = trie.child(of: node, scalars[end]) {
            node = next
            end += 1
            let index = trie.token(at: node)
            if index >= 0 { found = (tokens[Int(index)], end - start) }
        }
        return found
    }
}
