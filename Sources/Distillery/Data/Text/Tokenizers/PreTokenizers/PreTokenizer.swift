/// A step that cuts a text into the pieces that a model works on.
protocol PreTokenizer: Sendable {
    func split(_ text: inout TokenText) throws(TokenizerError)
}

/// The pre-tokenisers that a file can name.
enum PreTokenizers {
    static let known = [
        "BertPreTokenizer", "ByteLevel", "CharDelimiterSplit", "Digits", "FixedLength", "Metaspace",
        "Punctuation", "Sequence", "Split", "Whitespace", "WhitespaceSplit",
    ]

    static func read(_ object: JSONObject) throws(TokenizerError) -> any PreTokenizer {
        let type = try object.text("type")
        switch type {
        case "BertPreTokenizer": return BertPreTokenizer()
        case "ByteLevel": return try ByteLevelPreTokenizer(object)
        case "CharDelimiterSplit": return try DelimiterSplit(object)
        case "Digits":
            let areSingle = try object.bool("individual_digits", default: false)
            return ClassSplit(scalarClass: .numeric, behavior: areSingle ? .isolated : .contiguous)
        case "FixedLength": return try FixedLengthSplit(object)
        case "Metaspace": return try Metaspace(object)
        case "Punctuation":
            return ClassSplit(
                scalarClass: .punctuation,
                behavior: try SplitBehavior(object, default: .isolated))
        case "Sequence":
            var steps: [any PreTokenizer] = []
            for step in try object.objects("pretokenizers") { steps.append(try read(step)) }
            return PreTokenizerSequence(steps: steps)
        case "Split": return try PatternSplit(object)
        case "Whitespace": return WordSplit()
        case "WhitespaceSplit": return ClassSplit(scalarClass: .whitespace, behavior: .removed)
        default: throw .unsupported(place: object.place(of: "type"), found: type, known: known)
        }
    }
}

/// Pre-tokenisers one after the other.
struct PreTokenizerSequence: PreTokenizer {
    let steps: [any PreTokenizer]

    func split(_ text: inout TokenText) throws(TokenizerError) {
        for step in steps { try step.split(&text) }
    }
}
