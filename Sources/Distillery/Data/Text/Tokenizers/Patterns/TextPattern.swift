/// What a file's `Split` or `Replace` looks for: a text, or a regular expression.
enum TextPattern: Sendable {
    case literal([UInt32])
    case byteLevel(ByteLevelPattern)
    case program(PatternProgram)

    /// Patterns are written by hand; longer ones than this many scalars are refused.
    private static let lengthLimit = 4096

    init(_ object: JSONObject) throws(TokenizerError) {
        let place = object.place(of: "pattern")
        guard let value = object["pattern"] else {
            throw .malformed(place: place, found: "nothing", expected: "a pattern")
        }
        let pattern = try JSONObject(value, place: place)
        if let text = try pattern.optionalText("String") {
            let scalars = text.scalarValues
            // The empty text is found everywhere, as by a regular expression.
            self = scalars.isEmpty ? .program(try Self.program("", place)) : .literal(scalars)
            return
        }
        let source = try pattern.text("Regex")
        self =
            source == ByteLevelPattern.source
            ? .byteLevel(ByteLevelPattern()) : .program(try Self.program(source, place))
    }

    private static func program(
        _ source: String, _ place: String
    ) throws(TokenizerError) -> PatternProgram {
        guard source.unicodeScalars.count <= lengthLimit else {
            throw .tooLarge(
                place: place, found: source.unicodeScalars.count, limit: lengthLimit)
        }
        return try PatternProgram(source, place: place)
    }

    /// The matches in `range`, in order, none overlapping another.
    func matches(in scalars: [UInt32], _ range: Range<Int>) throws(TokenizerError) -> [Range<Int>] {
        switch self {
        case .literal(let text):
            var matches: [Range<Int>] = []
            var start = range.lowerBound
            while start + text.count <= range.upperBound {
                if scalars[start] == text[0],
                    scalars[start..<start + text.count].elementsEqual(text)
                {
                    matches.append(start..<start + text.count)
                    start += text.count
                } else {
                    start += 1
                }
            }
            return matches
        case .byteLevel(let pattern):
            var parts: [Range<Int>] = []
            pattern.pieces(of: scalars, range, into: &parts)
            return parts
        case .program(let program):
            return try program.matches(in: scalars, range)
        }
    }
}
