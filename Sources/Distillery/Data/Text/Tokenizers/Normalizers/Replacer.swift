/// Puts a text in the place of every match of a pattern.
struct Replacer: TextNormalizer {
    let pattern: TextPattern
    let content: [UInt32]

    init(_ object: JSONObject) throws(TokenizerError) {
        pattern = try TextPattern(object)
        content = try object.text("content").scalarValues
    }

    func normalize(_ text: inout NormalizedText) throws(TokenizerError) {
        var result: [UInt32] = []
        var end = 0
        for match in try pattern.matches(in: text.scalars, 0..<text.scalars.count) {
            result.append(contentsOf: text.scalars[end..<match.lowerBound])
            result.append(contentsOf: content)
            end = match.upperBound
        }
        result.append(contentsOf: text.scalars[end...])
        text.scalars = result
    }
}

/// Puts a text before every text that is not empty.
struct Prepender: TextNormalizer {
    let prefix: [UInt32]

    func normalize(_ text: inout NormalizedText) {
        guard !text.scalars.isEmpty, !prefix.isEmpty else { return }
        text.scalars.insert(contentsOf: prefix, at: 0)
        text.isAtStart = true
    }
}
