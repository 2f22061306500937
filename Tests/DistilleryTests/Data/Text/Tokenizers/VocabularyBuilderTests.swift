import Testing

@testable import Distillery

@Suite("A vocabulary built from lines")
struct VocabularyBuilderTests {
    struct Expected: Decodable {
        var counts: [String: Int]
        var characters: [String]
        var size: Int
        var joined: [String]
    }

    private func corpus(_ expected: Expected) -> [String] {
        expected.counts.flatMap { Array(repeating: $0.key, count: $0.value) }
    }

    @Test("joins what the tokenizers library's trainer joins, in the same order")
    func matchesTrainer() throws {
        let expected: Expected = try TokenizerFixture.load("vocabulary")
        let builder = VocabularyBuilder(size: expected.size, minimalPairCount: 0)
        let vocabulary = try builder.vocabulary(of: corpus(expected))
        let special = builder.specialTokens
        #expect(Array(vocabulary.prefix(special.count)) == special)
        let characters = vocabulary.dropFirst(special.count).prefix(expected.characters.count)
        #expect(characters.sorted() == expected.characters.sorted())
        let joined = vocabulary.dropFirst(special.count + expected.characters.count)
        #expect(Array(joined) == expected.joined)
    }

    @Test("does not depend on the order of the lines")
    func isDeterministic() throws {
        var source = try SeededLines(seed: 5)
        let lines = source.lines(300)
        let builder = VocabularyBuilder(size: 2000)
        let vocabulary = try builder.vocabulary(of: lines)
        #expect(try builder.vocabulary(of: lines.reversed()) == vocabulary)
        // The same text in its two spellings is one token, since accents come off.
        #expect(Set(vocabulary.map { $0.scalarValues }).count == vocabulary.count)
    }

    @Test("leaves out rare characters, and says how large it must be for the others")
    func rareCharacters() throws {
        let lines = ["路路路", "路街", "巷"]
        let all = VocabularyBuilder(size: 8)
        #expect(try all.vocabulary(of: lines).suffix(3) == ["巷", "街", "路"])
        let frequent = VocabularyBuilder(size: 8, minimalCharacterCount: 2)
        #expect(try frequent.vocabulary(of: lines).suffix(1) == ["路"])
        #expect(try frequent.vocabulary(of: lines).count == 6)
        #expect(throws: TokenizerError.self) {
            try VocabularyBuilder(size: 7).vocabulary(of: lines)
        }
    }
}
