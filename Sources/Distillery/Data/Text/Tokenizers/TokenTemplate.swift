/// Where special tokens stand around one text or two, and which segment each part belongs to.
struct TokenTemplate: Sendable {
    enum Part: Sendable {
        case first(segment: Int32)
        case second(segment: Int32)
        case special([Int32], segment: Int32)
    }

    var parts: [Part]

    /// How many special tokens it adds.
    var addedCount: Int {
        parts.reduce(0) {
            if case .special(let ids, _) = $1 { $0 + ids.count } else { $0 }
        }
    }

    /// The two templates of a file's `post_processor`: for one text and for two.
    struct Pair: Sendable {
        var single = TokenTemplate(parts: [.first(segment: 0)])
        var pair = TokenTemplate(parts: [.first(segment: 0), .second(segment: 1)])
    }
}

extension TokenTemplate.Pair {
    static let known = [
        "BertProcessing", "RobertaProcessing", "TemplateProcessing", "ByteLevel", "Sequence",
    ]

    init(_ object: JSONObject, idLimit: Int) throws(TokenizerError) {
        self.init()
        let type = try object.text("type")
        switch type {
        case "BertProcessing":
            let (begin, end) = try Self.ends(object, idLimit)
            single.parts = [
                .special([begin], segment: 0), .first(segment: 0), .special([end], segment: 0),
            ]
            pair.parts = single.parts + [.second(segment: 1), .special([end], segment: 1)]
        case "RobertaProcessing":
            let (begin, end) = try Self.ends(object, idLimit)
            single.parts = [
                .special([begin], segment: 0), .first(segment: 0), .special([end], segment: 0),
            ]
            pair.parts =
                single.parts + [
                    .special([end], segment: 0), .second(segment: 0), .special([end], segment: 0),
                ]
        case "TemplateProcessing":
            let specials = try Self.specials(object, idLimit)
            single.parts = try Self.parts(object, "single", specials)
            pair.parts = try Self.parts(object, "pair", specials)
        case "ByteLevel":
            // It only trims the places of tokens in the text.
            break
        case "Sequence":
            let steps = try object.objects("processors")
            var others: [JSONObject] = []
            for step in steps where try step.text("type") != "ByteLevel" { others.append(step) }
            guard others.count < 2 else {
                throw .unsupported(
                    place: object.place(of: "processors"), found: "\(others.count) that add tokens",
                    known: ["one that adds tokens, beside ByteLevel"])
            }
            if let other = others.first { self = try Self(other, idLimit: idLimit) }
        default:
            throw .unsupported(place: object.place(of: "type"), found: type, known: Self.known)
        }
    }

    private static func ends(
        _ object: JSONObject, _ idLimit: Int
    ) throws(TokenizerError) -> (Int32, Int32) {
        func id(_ key: String) throws(TokenizerError) -> Int32 {
            guard let pair = try object.list(key), pair.count == 2 else {
                throw .malformed(
                    place: object.place(of: key), found: "something else",
                    expected: "a token and its id")
            }
            return Int32(
                try JSONObject.count(pair[1], limit: idLimit - 1, place: object.place(of: key)))
        }
        return (try id("cls"), try id("sep"))
    }

    private static func specials(
        _ object: JSONObject, _ idLimit: Int
    ) throws(TokenizerError) -> [String: [Int32]] {
        var specials: [String: [Int32]] = [:]
        for member in try object.members("special_tokens") ?? [] {
            let place = object.place(of: "special_tokens['\(member.key)'].ids")
            var ids: [Int32] = []
            for value in try JSONObject(member.value, place: place).list("ids") ?? [] {
                ids.append(Int32(try JSONObject.count(value, limit: idLimit - 1, place: place)))
            }
            specials[member.key] = ids
        }
        return specials
    }

    private static func parts(
        _ object: JSONObject, _ key: String, _ specials: [String: [Int32]]
    ) throws(TokenizerError) -> [TokenTemplate.Part] {
        var parts: [TokenTemplate.Part] = []
        var hasSecond = false
        for piece in try object.objects(key) {
            if let sequence = try piece.object("Sequence") {
                let segment = Int32(try sequence.count("type_id", limit: 1 << 16))
                let isSecond = try sequence.text("id") == "B"
                hasSecond = hasSecond || isSecond
                parts.append(isSecond ? .second(segment: segment) : .first(segment: segment))
            } else if let special = try piece.object("SpecialToken") {
                let name = try special.text("id")
                guard let ids = specials[name] else {
                    throw .malformed(
                        place: special.place(of: "id"), found: "'\(name)'",
                        expected: "one of the file's special_tokens")
                }
                parts.append(
                    .special(ids, segment: Int32(try special.count("type_id", limit: 1 << 16))))
            } else {
                throw .unsupported(
                    place: piece.place, found: "another part", known: ["Sequence", "SpecialToken"])
            }
        }
        guard hasSecond == (key == "pair") else {
            throw .malformed(
                place: object.place(of: key), found: hasSecond ? "with B" : "without B",
                expected: key == "pair" ? "a template of A and B" : "a template of A alone")
        }
        return parts
    }
}
