import Foundation
import Testing

@testable import Distillery

/// Every kind of tokenizer on 5,000 lines: addresses, sentences, other scripts, odd characters, emoji.
///
/// The numbers come from the `tokenizers` library; see `Fixtures/text/tokenizers/make.py`.
@Suite("Tokenizers give what the tokenizers library gives")
struct TokenizerParityTests {
    struct Hashes: Decodable, Equatable {
        var single: [String]
        var pairs: [String]
        var decoded: [String]
    }

    struct Expected: Decodable {
        var lines: String
        var tokenizers: [String: Hashes]
    }

    static let chunk = 500
    /// Of so many lines also pairs are encoded, and tokens decoded.
    static let further = 1000
    static let lines = Result { try SeededLines(seed: 2) }.map { lines in
        var lines = lines
        return lines.lines(5000)
    }

    static let names = [
        "bert", "bert-cased", "bert-added", "word-piece-split", "gpt2", "roberta", "llama",
        "byte-fallback", "unigram", "unigram-charsmap",
    ]

    @Test("the lines are those that the library was given")
    func sameLines() throws {
        let expected: Expected = try TokenizerFixture.load("expected")
        #expect(TokenizerFixture.hash(try Self.lines.get()) == expected.lines)
        #expect(Set(expected.tokenizers.keys) == Set(Self.names))
    }

    @Test("ids of texts and of cut pairs, segments and decoded text agree", arguments: names)
    func agree(name: String) throws {
        let expected: Expected = try TokenizerFixture.load("expected")
        let lines = try Self.lines.get()
        let tokenizer = try TokenizerFixture.tokenizer(name)
        var found = Hashes(single: [], pairs: [], decoded: [])
        for start in stride(from: 0, to: lines.count, by: Self.chunk) {
            let chunk = Array(lines[start..<start + Self.chunk])
            let single = try tokenizer.encode(chunk)
            found.single.append(TokenizerFixture.hash(single.map { text($0.ids) }))
            guard start < Self.further else { continue }
            let pairs = try tokenizer.encode(
                pairs: Array(zip(chunk, chunk.dropFirst())), maxLength: 24)
            found.pairs.append(TokenizerFixture.hash(pairs.map { text($0.ids + $0.segments) }))
            found.decoded.append(
                TokenizerFixture.hash(try single.map { try tokenizer.decode($0.ids) }))
        }
        #expect(found == expected.tokenizers[name])
    }

    private func text(_ numbers: [Int32]) -> String {
        numbers.map(String.init).joined(separator: " ")
    }
}
