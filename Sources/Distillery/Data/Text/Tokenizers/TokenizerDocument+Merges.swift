extension TokenizerDocument {
    /// GPT-2's or RoBERTa's tokenizer over a `vocab.json` and the lines of a `merges.txt`.
    ///
    /// Where the vocabulary has RoBERTa's tokens for beginning and end, they are put around texts.
    init(
        vocabulary: JSONValue, merges lines: [Substring], addsPrefixSpace: Bool,
        names: SpecialTokenNames
    ) throws(TokenizerError) {
        let file = "vocab.json"
        guard case .object(let members) = vocabulary else {
            throw .malformed(place: file, found: vocabulary.kind, expected: "tokens with ids")
        }
        func first(_ candidates: [String]) throws(TokenizerError) -> (String, Int)? {
            for name in candidates {
                guard let value = members.last(where: { $0.key == name })?.value else { continue }
                let place = "\(file)['\(name)']"
                return (name, try JSONObject.count(value, limit: Vocabulary.idLimit, place: place))
            }
            return nil
        }
        let begin = try first(names.classification)
        let end = try first(names.separator)
        let mask = try first(names.mask)
        let unknown = try first(names.unknown)
        let added = [try first(names.padding), unknown, begin, end, mask].compactMap { $0 }
            .sorted { $0.1 < $1.1 }
        // The first line says the version of the format.
        let merges = lines.filter { !$0.isEmpty && !$0.hasPrefix("#version") }
        let byteLevel = JSONValue.object([
            "type": .string("ByteLevel"), "add_prefix_space": .bool(addsPrefixSpace),
            "trim_offsets": .bool(true), "use_regex": .bool(true),
        ])
        var processor = byteLevel
        if let begin, let end {
            processor = .object([
                "type": .string("RobertaProcessing"),
                "sep": .array([.string(end.0), .number(end.1)]),
                "cls": .array([.string(begin.0), .number(begin.1)]),
                "trim_offsets": .bool(true), "add_prefix_space": .bool(addsPrefixSpace),
            ])
        }
        let json = JSONValue.object([
            "version": .string("1.0"), "truncation": .null, "padding": .null,
            "added_tokens": .array(
                added.map { Self.added($0.0, id: $0.1, takesLeft: $0.1 == mask?.1) }),
            "normalizer": .null, "pre_tokenizer": byteLevel, "post_processor": processor,
            "decoder": byteLevel,
            "model": .object([
                "type": .string("BPE"), "dropout": .null, "unk_token": .null,
                "continuing_subword_prefix": .null, "end_of_word_suffix": .null,
                "fuse_unk": .bool(false), "byte_fallback": .bool(false),
                "ignore_merges": .bool(false), "vocab": .object(members),
                "merges": .array(merges.map { .string(String($0)) }),
            ]),
        ])
        self.init(json: json, file: file, names: names)
    }
}
