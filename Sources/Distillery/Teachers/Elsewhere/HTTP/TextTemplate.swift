/// A text with names in braces that stand for parts of an example; other braces are text.
struct TextTemplate: Sendable {
    private enum Piece: Sendable {
        case literal(Substring)
        case slot(JSONTemplate.Slot)
    }

    private let pieces: [Piece]

    init(_ text: String) {
        var pieces: [Piece] = []
        var rest = text[...]
        var start = rest.startIndex
        while let brace = rest[start...].firstIndex(of: "{") {
            guard let slot = Self.slot(at: rest[brace...]) else {
                start = rest.index(after: brace)
                continue
            }
            pieces += [.literal(rest[..<brace]), .slot(slot)]
            rest = rest[brace...].dropFirst(slot.rawValue.count + 2)
            start = rest.startIndex
        }
        self.pieces = pieces + [.literal(rest)]
    }

    private static func slot(at text: Substring) -> JSONTemplate.Slot? {
        JSONTemplate.Slot.allCases.first { text.hasPrefix("{\($0.rawValue)}") }
    }

    var slots: Set<JSONTemplate.Slot> {
        Set(pieces.compactMap { if case .slot(let slot) = $0 { slot } else { nil } })
    }

    /// The text with the parts in their places; braces within a part are text.
    func filled(_ part: (JSONTemplate.Slot) -> String) -> String {
        pieces.map { piece in
            switch piece {
            case .literal(let text): String(text)
            case .slot(let slot): part(slot)
            }
        }.joined()
    }
}
