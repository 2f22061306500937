/// A step that changes a text before it is split.
protocol TextNormalizer: Sendable {
    func normalize(_ text: inout NormalizedText) throws(TokenizerError)
}

/// The normalisers that a file can name.
enum TextNormalizers {
    static let known = [
        "BertNormalizer", "NFC", "NFD", "NFKC", "NFKD", "Nmt", "Lowercase", "StripAccents", "Strip",
        "Replace", "Prepend", "Precompiled", "ByteLevel", "Sequence",
    ]

    static func read(_ object: JSONObject) throws(TokenizerError) -> any TextNormalizer {
        let type = try object.text("type")
        switch type {
        case "BertNormalizer": return try BertNormalizer(object)
        case "NFC", "NFD", "NFKC", "NFKD":
            return UnicodeFormNormalizer(form: UnicodeForm(rawValue: type) ?? .composed)
        case "Nmt": return NmtNormalizer()
        case "Lowercase": return LowercaseNormalizer()
        case "StripAccents": return AccentStripper()
        case "Strip": return try SpaceStripper(object)
        case "Replace": return try Replacer(object)
        case "Prepend": return Prepender(prefix: try object.text("prepend").scalarValues)
        case "Precompiled": return try PrecompiledNormalizer(object)
        case "ByteLevel": return ByteLevelNormalizer()
        case "Sequence":
            var steps: [any TextNormalizer] = []
            for step in try object.objects("normalizers") { steps.append(try read(step)) }
            return NormalizerSequence(steps: steps)
        default: throw .unsupported(place: object.place(of: "type"), found: type, known: known)
        }
    }
}

/// Normalisers one after the other.
struct NormalizerSequence: TextNormalizer {
    let steps: [any TextNormalizer]

    func normalize(_ text: inout NormalizedText) throws(TokenizerError) {
        for step in steps { try step.normalize(&text) }
    }
}

/// One of Unicode's normalisation forms.
struct UnicodeFormNormalizer: TextNormalizer {
    let form: UnicodeForm

    func normalize(_ text: inout NormalizedText) {
        text.scalars = form.normalize(text.scalars)
    }
}
