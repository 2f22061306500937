import Foundation
import Testing

@testable import Distillery

@Suite("A tokenizer's files")
struct TokenizerFilesTests {
    private let folder = FileManager.default.temporaryDirectory.appending(
        path: "distillery-\(UUID().uuidString)")

    private let tokens = [
        "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "市", "road", "##s", "É", "é",
    ]

    private func write(_ text: String, _ name: String) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: folder.appending(path: name))
    }

    @Test("a vocab.txt with its configuration is read, written byte by byte, and read again")
    func vocabulary() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let text = tokens.map { $0 + "\r\n" }.joined()
        try write(text, "vocab.txt")
        try write(#"{"do_lower_case": false, "cls_token": "[CLS]"}"#, "tokenizer_config.json")
        let tokenizer = try Tokenizer(folder: folder)
        #expect(
            tokenizer.specialTokens
                == SpecialTokens(
                    padding: 0, classification: 2, separator: 3, unknown: 1, mask: 4))
        #expect(tokenizer.vocabularyCount == 10)
        let encoding = try tokenizer.encode("roads [MASK]市É", pair: "e\u{301} Road")
        #expect(encoding.ids == [2, 6, 7, 4, 5, 8, 3, 1, 1, 3])
        #expect(encoding.segments == [0, 0, 0, 0, 0, 0, 0, 1, 1, 1])
        // [UNK] is special too, and left out with the others.
        #expect(try tokenizer.decode(encoding.ids) == "roads 市 É")

        let copy = folder.appending(path: "copy")
        try tokenizer.write(to: copy)
        #expect(try Data(contentsOf: copy.appending(path: "vocab.txt")) == Data(text.utf8))
        let again = try Tokenizer(folder: copy)
        #expect(try again.encode("roads [MASK]市É", pair: "e\u{301} Road") == encoding)
        #expect(again.specialTokens == tokenizer.specialTokens)
    }

    @Test("a tokenizer from tokens writes what it reads again")
    func fromTokens() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let tokenizer = try Tokenizer(vocabulary: tokens)
        try tokenizer.write(to: folder)
        let lines = try String(contentsOf: folder.appending(path: "vocab.txt"), encoding: .utf8)
        #expect(lines == tokens.map { $0 + "\n" }.joined())
        #expect(try Tokenizer(folder: folder).encode("ROADS").ids == [2, 6, 7, 3])
        #expect(
            try Tokenizer(vocabulary: folder.appending(path: "vocab.txt")).encode("ROADS").ids
                == [2, 6, 7, 3])
    }

    @Test("vocab.json with merges.txt is GPT-2's, and RoBERTa's where it has that one's tokens")
    func merges() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try write(#"{"a": 0, "b": 1, "Ġ": 2, "ab": 3, "Ġab": 4}"#, "vocab.json")
        try write("#version: 0.2\na b\nĠ ab\n", "merges.txt")
        #expect(try Tokenizer(folder: folder).encode("ab ab b").ids == [3, 4, 2, 1])
        try write(
            #"{"<s>": 0, "</s>": 1, "<unk>": 2, "<mask>": 3, "a": 4, "b": 5, "Ġ": 6, "ab": 7, "Ġab": 8}"#,
            "vocab.json")
        let roberta = try Tokenizer(folder: folder)
        #expect(try roberta.encode("ab <mask> ab", pair: "b").ids == [0, 7, 3, 8, 1, 1, 5, 1])
        #expect(roberta.specialTokens.mask == 3)
    }

    @Test("a folder without a tokenizer says what it looked for")
    func nothing() throws {
        #expect(
            throws: TokenizerError.notFound(
                folder: folder.path,
                looked: ["tokenizer.json", "vocab.txt", "vocab.json with merges.txt"])
        ) { try Tokenizer(folder: folder) }
    }
}
