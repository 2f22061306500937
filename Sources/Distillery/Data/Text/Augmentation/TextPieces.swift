/// A text cut into words: runs of letters and digits, single Chinese characters, marks.
///
/// Joined again the pieces are the text, but that spaces in a row become one.
struct TextPieces {
    struct Piece: Equatable {
        var text: String
        /// Whether a space stands before it.
        var spaced: Bool
        /// Whether it is a word, and no punctuation.
        var isWord: Bool
    }

    var pieces: [Piece] = []

    init(_ text: String) {
        var spaced = false
        var extends = false
        for character in text {
            if character.isWhitespace {
                (spaced, extends) = (!pieces.isEmpty, false)
                continue
            }
            let isLetter = character.isLetter || character.isNumber
            let joins = isLetter && !character.isIdeograph || character == "'"
            if joins, extends, !spaced, let last = pieces.indices.last {
                pieces[last].text.append(character)
                pieces[last].isWord = pieces[last].isWord || isLetter
            } else {
                pieces.append(Piece(text: String(character), spaced: spaced, isWord: isLetter))
            }
            (spaced, extends) = (false, joins)
        }
    }

    /// The pieces as one text.
    var text: String {
        pieces.reduce(into: "") { text, piece in
            if piece.spaced, !text.isEmpty { text.append(" ") }
            text += piece.text
        }
    }

    /// The places of the words.
    var words: [Int] { pieces.indices.filter { pieces[$0].isWord } }

    /// How many words a share of them is, one at least.
    func count(ofShare share: Double) -> Int {
        max(1, Int((share * Double(words.count)).rounded()))
    }
}

extension Character {
    /// Whether the character is a word of its own: Chinese characters and Japanese syllables.
    var isIdeograph: Bool {
        guard let value = unicodeScalars.first?.value else { return false }
        return switch value {
        case 0x3005...0x3007, 0x3040...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
            0xF900...0xFAFF, 0x20000...0x3FFFF:
            true
        default: false
        }
    }
}
