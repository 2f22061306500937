/// Cuts at the matches of a pattern, or between them.
struct PatternSplit: PreTokenizer {
    let pattern: TextPattern
    let behavior: SplitBehavior
    let isInverted: Bool

    init(_ object: JSONObject) throws(TokenizerError) {
        pattern = try TextPattern(object)
        behavior = try SplitBehavior(object, default: nil)
        isInverted = try object.bool("invert", default: false)
    }

    func split(_ text: inout TokenText) throws(TokenizerError) {
        try text.split { (scalars, range, parts) throws(TokenizerError) in
            behavior.parts(
                of: range, delimiters: try pattern.matches(in: scalars, range),
                inverted: isInverted, into: &parts)
        }
    }
}
