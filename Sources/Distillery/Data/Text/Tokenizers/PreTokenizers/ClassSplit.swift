/// Cuts at every scalar of a class: white space, punctuation or digits.
struct ClassSplit: PreTokenizer {
    let scalarClass: ScalarClass
    let behavior: SplitBehavior

    func split(_ text: inout TokenText) throws(TokenizerError) {
        let classes = ScalarClass.table
        try text.split { scalars, range, parts in
            let delimiters = range.filter { classes[scalars[$0]].contains(scalarClass) }
            behavior.parts(of: range, delimiters: delimiters.map { $0..<$0 + 1 }, into: &parts)
        }
    }
}

/// BERT's: white space removed, then every punctuation mark alone.
struct BertPreTokenizer: PreTokenizer {
    func split(_ text: inout TokenText) throws(TokenizerError) {
        try ClassSplit(scalarClass: .whitespace, behavior: .removed).split(&text)
        try ClassSplit(scalarClass: .punctuation, behavior: .isolated).split(&text)
    }
}

/// Runs of word characters, and runs of what is neither word character nor space: `\w+|[^\w\s]+`.
struct WordSplit: PreTokenizer {
    func split(_ text: inout TokenText) throws(TokenizerError) {
        let classes = ScalarClass.table
        let kinds: ScalarClass = [.word, .whitespace]
        try text.split { scalars, range, parts in
            var start = range.lowerBound
            while start < range.upperBound {
                let kind = classes[scalars[start]].intersection(kinds)
                var end = start + 1
                while end < range.upperBound, classes[scalars[end]].intersection(kinds) == kind {
                    end += 1
                }
                if !kind.contains(.whitespace) { parts.append(start..<end) }
                start = end
            }
        }
    }
}

/// Cuts at one character, which is removed.
struct DelimiterSplit: PreTokenizer {
    let delimiter: UInt32

    init(_ object: JSONObject) throws(TokenizerError) {
        delimiter = try object.scalar("delimiter")
    }

    func split(_ text: inout TokenText) throws(TokenizerError) {
        try text.split { scalars, range, parts in
            let delimiters = range.filter { scalars[$0] == delimiter }
            SplitBehavior.removed.parts(
                of: range, delimiters: delimiters.map { $0..<$0 + 1 }, into: &parts)
        }
    }
}

/// Pieces of a fixed count of scalars.
struct FixedLengthSplit: PreTokenizer {
    let length: Int

    init(_ object: JSONObject) throws(TokenizerError) {
        length = try object.optionalCount("length", limit: 1 << 20) ?? 5
    }

    func split(_ text: inout TokenText) throws(TokenizerError) {
        guard length > 0 else { return }
        try text.split { _, range, parts in
            for start in stride(from: range.lowerBound, to: range.upperBound, by: length) {
                parts.append(start..<min(start + length, range.upperBound))
            }
        }
    }
}

extension JSONObject {
    /// A text of exactly one scalar.
    func scalar(_ key: String) throws(TokenizerError) -> UInt32 {
        let text = try text(key)
        guard let scalar = text.unicodeScalars.first, text.unicodeScalars.count == 1 else {
            throw .malformed(
                place: place(of: key), found: "'\(text)'", expected: "a single character")
        }
        return scalar.value
    }
}
