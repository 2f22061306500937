import Testing

@testable import Distillery

@Suite("A text in pieces")
struct TextPiecesTests {
    @Test(
        "is cut into words, Chinese characters and marks, and joined again as it was",
        arguments: [
            ("it 's a so-so film .", ["it", "'s", "a", "so", "-", "so", "film", "."]),
            ("文一路12号A座", ["文", "一", "路", "12", "号", "A", "座"]),
            ("naïve café（东门）", ["naïve", "café", "（", "东", "门", "）"]),
            ("ひらカタ", ["ひ", "ら", "カ", "タ"]),
            ("", []),
        ])
    func pieces(_ text: String, expected: [String]) {
        let pieces = TextPieces(text)
        #expect(pieces.pieces.map(\.text) == expected)
        #expect(pieces.text == text)
    }

    @Test("has its words counted without marks")
    func words() {
        let pieces = TextPieces("a, b! (c) d e f g h i j")
        #expect(pieces.words.count == 10)
        #expect(pieces.count(ofShare: 0.3) == 3)
        #expect(pieces.count(ofShare: 0) == 1)
    }
}
