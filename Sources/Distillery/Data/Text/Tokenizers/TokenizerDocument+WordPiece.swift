extension TokenizerDocument {
    /// BERT's tokenizer over the lines of a `vocab.txt`.
    ///
    /// A line's number is its token's id. White space at its end does not count, and of equal lines the last
    /// one does, as in the `tokenizers` library.
    init(
        vocabulary lines: [String], options: WordPieceOptions, names: SpecialTokenNames,
        file: String
    ) throws(TokenizerError) {
        guard lines.count <= Vocabulary.idLimit else {
            throw .tooLarge(
                place: "the lines of \(file)", found: lines.count, limit: Vocabulary.idLimit)
        }
        var places: [[UInt8]: Int] = [:]
        for (id, line) in lines.enumerated() { places[Array(Self.trimmed(line).utf8)] = id }
        func id(_ token: String) -> Int? { places[Array(token.utf8)] }
        func first(_ candidates: [String]) -> (String, Int)? {
            candidates.lazy.compactMap { name in id(name).map { (name, $0) } }.first
        }
        guard let unknown = first(names.unknown) else {
            throw .malformed(
                place: file, found: "without \(names.unknown.joined(separator: " or "))",
                expected: "a vocabulary with a token for what is unknown")
        }
        let begin = first(names.classification)
        let end = first(names.separator)
        let special = [first(names.padding), unknown, begin, end, first(names.mask)]
            .compactMap { $0 }.sorted { $0.1 < $1.1 }
        let members = lines.enumerated().compactMap { index, line -> JSONValue.Member? in
            let token = Self.trimmed(line)
            guard !token.isEmpty, places[Array(token.utf8)] == index else { return nil }
            return JSONValue.Member(key: token, value: .number(index))
        }
        var processor = JSONValue.null
        if let begin, let end { processor = Self.template(begin: begin, end: end) }
        let json = JSONValue.object([
            "version": .string("1.0"), "truncation": .null, "padding": .null,
            "added_tokens": .array(special.map { Self.added($0.0, id: $0.1) }),
            "normalizer": options.normalizer,
            "pre_tokenizer": .object(["type": .string("BertPreTokenizer")]),
            "post_processor": processor,
            "decoder": .object([
                "type": .string("WordPiece"), "prefix": .string("##"), "cleanup": .bool(true),
            ]),
            "model": .object([
                "type": .string("WordPiece"), "unk_token": .string(unknown.0),
                "continuing_subword_prefix": .string("##"),
                "max_input_chars_per_word": .number(100), "vocab": .object(members),
            ]),
        ])
        self.init(json: json, file: file, names: names)
    }

    private static func trimmed(_ line: String) -> String {
        let classes = ScalarClass.table
        var scalars = line.unicodeScalars[...]
        while let last = scalars.last, classes[last.value].contains(.whitespace) {
            scalars.removeLast()
        }
        return String(scalars)
    }

    /// A special token as `added_tokens` has it.
    static func added(_ token: String, id: Int, takesLeft: Bool = false) -> JSONValue {
        .object([
            "id": .number(id), "content": .string(token), "single_word": .bool(false),
            "lstrip": .bool(takesLeft), "rstrip": .bool(false), "normalized": .bool(false),
            "special": .bool(true),
        ])
    }

    /// `[CLS] A [SEP]` and `[CLS] A [SEP] B [SEP]`, the second text and its end in segment 1.
    private static func template(begin: (String, Int), end: (String, Int)) -> JSONValue {
        func special(_ name: String, _ segment: Int) -> JSONValue {
            .object([
                "SpecialToken": .object(["id": .string(name), "type_id": .number(segment)])
            ])
        }
        func sequence(_ name: String, _ segment: Int) -> JSONValue {
            .object(["Sequence": .object(["id": .string(name), "type_id": .number(segment)])])
        }
        func token(_ token: (String, Int)) -> JSONValue.Member {
            JSONValue.Member(
                key: token.0,
                value: .object([
                    "id": .string(token.0), "ids": .array([.number(token.1)]),
                    "tokens": .array([.string(token.0)]),
                ]))
        }
        let single = [special(begin.0, 0), sequence("A", 0), special(end.0, 0)]
        return .object([
            "type": .string("TemplateProcessing"), "single": .array(single),
            "pair": .array(single + [sequence("B", 1), special(end.0, 1)]),
            "special_tokens": .object([token(begin), token(end)]),
        ])
    }
}
