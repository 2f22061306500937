import Testing

@testable import Distillery

@Suite("Tokenizer files that nobody vouches for are refused by name")
struct HostileTokenizerTests {
    private func error(_ json: String) -> TokenizerError? {
        do {
            _ = try TokenizerFixture.read(json)
            return nil
        } catch {
            return error as? TokenizerError
        }
    }

    private func words(_ rest: String) -> String {
        #"{"model": {"type": "WordLevel", "unk_token": "u", "vocab": {"u": 0}}, \#(rest)}"#
    }

    private func merges(_ vocabulary: String, _ merges: String) -> String {
        #"{"model": {"type": "BPE", "vocab": {\#(vocabulary)}, "merges": [\#(merges)]}}"#
    }

    @Test(
        "no JSON and cut JSON",
        arguments: [
            "", "{", "[", "nul", #"{"a": 1"#, #"{"a": "\u12"}"#, #"{"a": "\ud800"}"#, #"{"a": 01}"#,
            #"{"a": 1} 2"#, "\u{1}",
        ])
    func noJSON(text: String) {
        #expect(error(text) != nil)
    }

    @Test("JSON that is nested too deeply", arguments: ["[", #"{"a":"#])
    func deep(start: String) {
        #expect(error(String(repeating: start, count: 100_000)) != nil)
    }

    @Test("merges whose tokens are missing")
    func missingMerges() {
        #expect(
            error(merges(#""a": 0, "b": 1"#, #""a b""#))
                == .malformed(
                    place: "tokenizer.json: model: merges[0]", found: "'a' with 'b'",
                    expected: "two tokens of the vocabulary that make a third"))
        #expect(error(merges(#""a": 0, "b": 1, "ab": 2"#, #""a b c""#)) != nil)
        #expect(error(merges(#""a": 0, "b": 1, "ab": 2"#, "[1, 2]")) != nil)
        #expect(error(merges(#""a": 0, "b": 1, "ab": 2"#, #"["a", "b"]"#)) == nil)
    }

    @Test("ids that are taken, enormous, negative or broken")
    func ids() {
        #expect(error(merges(#""a": 0, "b": 0"#, "")) != nil)
        #expect(error(merges(#""a": 0, "a": 1"#, "")) != nil)
        #expect(
            error(merges(#""a": 4000000000"#, ""))
                == .tooLarge(
                    place: "tokenizer.json: model: vocab['a']", found: 4_000_000_000,
                    limit: Vocabulary.idLimit))
        #expect(error(merges(#""a": 1e300"#, "")) != nil)
        #expect(error(merges(#""a": -1"#, "")) != nil)
        #expect(error(merges(#""a": 0.5"#, "")) != nil)
        #expect(error(merges(#""a": "0""#, "")) != nil)
    }

    @Test("the two spellings of a letter are two tokens")
    func spellings() throws {
        let tokenizer = try TokenizerFixture.read(
            merges("\"\u{E9}\": 0, \"e\": 1, \"\u{301}\": 2", ""))
        #expect(try tokenizer.encode("\u{E9}e\u{301}").ids == [0, 1, 2])
    }

    @Test("added tokens whose ids contradict the vocabulary, and templates with unknown ones")
    func contradictions() {
        #expect(error(words(#""added_tokens": [{"id": 5, "content": "u"}]"#)) != nil)
        #expect(error(words(#""added_tokens": [{"id": 1, "content": "v"}]"#)) == nil)
        #expect(
            error(
                words(
                    #""post_processor": {"type": "BertProcessing", "sep": ["s", 9], "cls": ["c", 0]}"#
                ))
                != nil)
        #expect(
            error(
                words(
                    #""post_processor": {"type": "TemplateProcessing", "special_tokens": {}, "pair": [], "single": [{"SpecialToken": {"id": "x", "type_id": 0}}]}"#
                )) != nil)
    }

    @Test(
        "what is not built in is named, with what is",
        arguments: [
            (#""normalizer": {"type": "Magic"}"#, "Magic"),
            (#""pre_tokenizer": {"type": "UnicodeScripts"}"#, "UnicodeScripts"),
            (#""decoder": {"type": "CTC"}"#, "CTC"),
            (#""post_processor": {"type": "Other"}"#, "Other"),
        ])
    func unsupported(part: String, name: String) {
        guard case .unsupported(_, let found, let known) = error(words(part)) else {
            Issue.record("no error that names what is not supported")
            return
        }
        #expect(found == name)
        #expect(!known.isEmpty)
    }

    @Test(
        "patterns that are broken, unknown or endless",
        arguments: [
            "(", "[", "a)", "*", "(?<=a)b", #"\1"#, #"\p{Han}"#, "(a*)*", "a{2,1}", "a{1001}",
            "[b-a]",
            "((((a{900}){900}){900}){900})", "(?:){1000}{1000}{1000}", "[[:alpha:]]", #"\"#,
        ])
    func patterns(pattern: String) {
        #expect(throws: TokenizerError.self) {
            try PatternProgram(pattern, place: "the pattern")
        }
    }

    @Test("a pattern that goes back without end is stopped")
    func slowPattern() throws {
        let program = try PatternProgram("(?:a|a)+b", place: "the pattern")
        let text = [UInt32](repeating: 0x61, count: 40)
        #expect(throws: TokenizerError.self) { try program.matches(in: text, 0..<text.count) }
    }

    @Test("tables of replacements that point outside of themselves")
    func charsmaps() throws {
        for table in ["", "AAAA", "/////w==", "BAAAAP////8=", "BAAAAAD+//9h"] {
            _ = error(
                words(
                    #""normalizer": {"type": "Precompiled", "precompiled_charsmap": "\#(table)"}"#))
        }
        let tokenizer = try? TokenizerFixture.read(
            words(#""normalizer": {"type": "Precompiled", "precompiled_charsmap": "BAAAAP////8="}"#)
        )
        #expect(try tokenizer?.encode("aé市😀").ids.isEmpty != true)
    }

    @Test("a unigram model without a token for what is unknown names the character")
    func unknownCharacter() throws {
        let tokenizer = try TokenizerFixture.read(
            #"{"model": {"type": "Unigram", "unk_id": null, "vocab": [["a", -1]]}}"#)
        #expect(throws: TokenizerError.unknownCharacter(scalar: 0x62)) {
            try tokenizer.encode("ab")
        }
        #expect(error(#"{"model": {"type": "Unigram", "unk_id": 0, "vocab": []}}"#) != nil)
        #expect(error(#"{"model": {"type": "Unigram", "vocab": [["a"]]}}"#) != nil)
    }
}
