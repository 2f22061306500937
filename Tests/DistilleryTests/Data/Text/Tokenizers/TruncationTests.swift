import Testing

@testable import Distillery

@Suite("Cutting and padding")
struct TruncationTests {
    /// `[CLS]` is 2, `[SEP]` 3; every character of these texts is one token.
    private let tokenizer = Result { try TokenizerFixture.tokenizer("bert") }

    private func counts(
        _ first: Int, _ second: Int, _ length: Int, _ truncation: Truncation
    ) throws -> [Int] {
        let tokenizer = try tokenizer.get()
        let encoding = try tokenizer.encode(
            String(repeating: "市", count: first), pair: String(repeating: "区", count: second),
            maxLength: length, truncation: truncation)
        let inFirst = encoding.segments.filter { $0 == 0 }.count - 2
        return [inFirst, encoding.count - 3 - inFirst, encoding.cutCount]
    }

    // The kept counts are those of the library's enable_truncation(10, strategy=...).
    @Test(
        "cuts the longer text first, as the library does",
        arguments: [
            (3, 9, [3, 4, 5]), (9, 3, [4, 3, 5]), (9, 9, [3, 4, 11]), (8, 9, [3, 4, 10]),
            (9, 8, [4, 3, 10]), (1, 2, [1, 2, 0]),
        ])
    func longestFirst(first: Int, second: Int, expected: [Int]) throws {
        #expect(try counts(first, second, 10, .longestFirst) == expected)
    }

    @Test("cuts only the text that it may cut")
    func onlyOne() throws {
        #expect(try counts(9, 3, 10, .onlyFirst) == [4, 3, 5])
        #expect(try counts(3, 9, 10, .onlySecond) == [3, 4, 5])
        #expect(throws: TokenizerError.self) { try counts(3, 9, 10, .onlyFirst) }
        #expect(throws: TokenizerError.self) { try counts(9, 3, 10, .onlySecond) }
    }

    @Test("refuses what does not fit, and says by how much")
    func refuses() throws {
        let tokenizer = try tokenizer.get()
        #expect(
            throws: TokenizerError.tooLong(
                tokens: 4, limit: 3, advice: "raise the length, or allow it to be cut")
        ) { try tokenizer.encode("市市市市", maxLength: 5, truncation: .refuse) }
        #expect(try tokenizer.encode("市市市", maxLength: 5, truncation: .refuse).count == 5)
        #expect(throws: TokenizerError.self) { try tokenizer.encode("市", maxLength: 1) }
    }

    @Test("pads to the longest, to multiples and to buckets, as rows of ids, mask and segments")
    func pads() throws {
        let encodings = [
            TokenEncoding(ids: [2, 7, 3], segments: [0, 0, 0]),
            TokenEncoding(ids: [2, 7, 3, 8, 3], segments: [0, 0, 0, 1, 1]),
        ]
        let longest = try encodings.padded(to: .longest, padding: 9)
        #expect(longest.shape == [2, 3, 5])
        #expect(
            longest.values == [
                2, 7, 3, 9, 9, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0,
                2, 7, 3, 8, 3, 1, 1, 1, 1, 1, 0, 0, 0, 1, 1,
            ])
        #expect(try encodings.padded(to: .multiple(of: 8), padding: 0).shape == [2, 3, 8])
        #expect(
            try encodings.padded(to: .multiple(of: 8, atMost: 6), padding: 0).shape == [2, 3, 6])
        #expect(throws: TokenizerError.self) {
            try encodings.padded(to: .multiple(of: 8, atMost: 4), padding: 0)
        }
        #expect(try encodings.padded(to: .buckets([16, 6, 32]), padding: 0).shape == [2, 3, 6])
        #expect(try encodings.padded(to: .exactly(7), padding: 0).shape == [2, 3, 7])
        #expect(throws: TokenizerError.self) {
            try encodings.padded(to: .buckets([4]), padding: 0)
        }
        #expect(throws: TokenizerError.self) {
            try encodings.padded(to: .multiple(of: 0), padding: 0)
        }
        #expect(try [TokenEncoding]().padded(to: .longest, padding: 0).shape == [0, 3, 0])
    }
}
