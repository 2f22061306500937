import Foundation
import Testing

@testable import Distillery

@Suite("Words for classes")
struct ClassWordsTests {
    private static let classes = ["not_match", "partial match", "match"]

    private func words(_ synonyms: [String: [String]] = [:]) throws -> ClassWords {
        try ClassWords(Self.classes, synonyms: synonyms, path: "labels")
    }

    @Test(
        "finds the class that a reply says",
        arguments: [
            ("match", 2), ("  **Match**.\n", 2), ("not_match", 0), ("2", 1), ("\"3\".", 2),
            ("The answer is: partial match.", 1), ("不是", 0), ("答案是：部分匹配。", 1),
            ("It could be a match, or not_match.\n\nnot_match", 0),
            ("<think>a match? or not_match?</think>\nmatch", 2), ("no, never", 0),
        ])
    func finds(reply: String, index: Int) throws {
        let words = try words(["not_match": ["不是", "no"], "partial match": ["部分匹配"]])
        #expect(words.index(in: reply) == index)
    }

    @Test(
        "reads nothing where nothing, or more than one class, is said",
        arguments: [
            "", "4", "0", "I cannot say.", "match or not_match", "matches", "know",
        ])
    func unreadable(reply: String) throws {
        #expect(try words(["not_match": ["no"]]).index(in: reply) == nil)
    }

    @Test("refuses words of no class, or of two")
    func mistakes() throws {
        #expect(throws: RecipeError.self) { try words(["mach": ["x"]]) }
        #expect(throws: RecipeError.self) { try words(["match": ["x"], "not_match": ["X"]]) }
    }

    @Test("shares out what a reply's first token leaves open")
    func likelihoods() throws {
        let words = try ClassWords(["no", "yes"], path: "labels")
        // Half, a quarter and an eighth; the last token begins neither word.
        let tokens = try #require(
            JSONValue(
                json: #"""
                    [{"token": "yes", "logprob": -0.6931471805599453},
                     {"token": " No", "logprob": -1.3862943611198906},
                     {"token": "maybe", "logprob": -2.0794415416798357}]
                    """#.utf8)?.list)
        let logits = try #require(TokenLikelihoods(tokens, words: words)?.logits(for: 1))
        // ln(0.5 + 0.125) and ln(0.25 + 0.125).
        #expect(abs(logits[1] + 0.470_003_6) < 1e-6 && abs(logits[0] + 0.980_829_25) < 1e-6)
        #expect(TokenLikelihoods(tokens, words: words)?.logits(for: 0) == nil)
    }

    @Test("finds probabilities in a reply, and brings them to a sum of 1")
    func scores() throws {
        let words = try words()
        let reply =
            "Sure:\n```json\n{\"not_match\": 0.2, \"partial match\": 0.2, \"match\": 0.4}\n```"
        #expect(ChatScores(in: reply, words: words)?.row.json == "[0.25,0.25,0.5]")
        #expect(ChatScores(in: "[1, 1, 2]", words: words)?.row.json == "[0.25,0.25,0.5]")
        for odd in ["{\"match\": 1}", "[1, 2]", "[0, 0, 0]", "[1, -1, 2]", "0.5", "high"] {
            #expect(ChatScores(in: odd, words: words) == nil)
        }
        let two = try ClassWords(["no", "yes"], path: "labels")
        #expect(ChatScores(in: " 75 %", words: two)?.row.json == "[0.25,0.75]")
        #expect(ChatScores(in: "7", words: two) == nil)
    }
}
