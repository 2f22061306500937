import Foundation
import Testing

@testable import Distillery

@Suite("A teacher elsewhere, in a recipe")
struct ElsewhereRecipeTests {
    private func recipe(_ teacher: String) throws -> Recipe {
        let yaml = "data: synthetic-addresses\nstudent: transformer\nteacher: \(teacher)"
        return try RecipeTree(yaml: yaml, file: "r.yaml").decode()
    }

    @Test("keeps the template's types, and is the same when it is written and read")
    func roundTrip() throws {
        let made = try recipe(
            """
            {http: {url: "https://a.b/c", key: K, rate: 2.5, scores: x.*.y, kind: logits, batch: 8,
              labels: {match: [yes, ja], not_match: no-no},
              request: {"in": {"{each}": ["{text}", "{pair}"]}, n: 3, s: "3", x: 0.5, t: true, z: null}}}
            """)
        let http = try #require(made.teacher?.http)
        #expect(
            http.request
                == #"{"in":{"{each}":["{text}","{pair}"]},"n":3,"s":"3","x":0.5,"t":true,"z":null}"#
        )
        #expect(http.reading.labels == ["match": ["yes", "ja"], "not_match": ["no-no"]])
        let again: Recipe = try RecipeTree(yaml: made.yaml(), file: "r.yaml").decode()
        #expect(again == made)

        let chat = try recipe(#"{chat: {url: "http://localhost:8000/v1", body: {max_tokens: 3}}}"#)
        #expect(chat.teacher?.chat?.body == #"{"max_tokens":3}"#)
        #expect(try RecipeTree(yaml: chat.yaml(), file: "r.yaml").decode() == chat)
        // Classes that are numbers, in quotation marks or not.
        for key in ["0", "\"0\"", "'0'"] {
            let named = try recipe("{predictions: {file: p.csv, labels: {\(key): [a, 7], no: b}}}")
            #expect(named.teacher?.predictions?.reading.labels == ["0": ["a", "7"], "no": ["b"]])
            #expect(try RecipeTree(yaml: named.yaml(), file: "r.yaml").decode() == named)
        }
        let file = try recipe("{predictions: p.csv}")
        #expect(file.teacher?.predictions == PredictionsPlan("p.csv"))
        #expect(try RecipeTree(yaml: file.yaml(), file: "r.yaml").decode() == file)
    }

    @Test(
        "is refused where it could not work, or would give examples or keys away",
        arguments: [
            ("{http: {url: ftp://a, request: {a: \"{text}\"}}}", "teacher.http.url"),
            ("{http: {url: \"http://a.b\", request: {a: \"{text}\"}}}", "without encryption"),
            ("{http: {url: \"https://u:p@a.b\", request: {a: \"{text}\"}}}", "a name or password"),
            ("{http: {url: \"https://a.b\", request: {a: b}}}", "without a place for the examples"),
            ("{http: {url: \"https://a.b\"}}", "lacks the key 'request'"),
            (
                "{http: {url: \"https://a.b\", request: {a: \"{text}\"}, batch: 4}}",
                "teacher.http.batch"
            ),
            (
                "{http: {url: \"https://a.b\", request: {a: \"{text}\"}, headers: {Authorization: abc}}}",
                "written into"
            ),
            (
                "{http: {url: \"https://a.b\", request: {a: \"{text}\"}, headers: {x: \"{key}\"}}}",
                "lacks the key 'key'"
            ),
            (
                "{http: {url: \"https://a.b\", request: {a: \"{text}\"}, headers: {x: \"a\\nb: c\"}}}",
                "printable ASCII"
            ),
            (
                "{http: {url: \"https://a.b\", request: {a: \"{text}\"}, timeout: 0}}",
                "teacher.http.timeout"
            ),
            ("{http: {url: \"https://a.b\", requests: {a: \"{text}\"}}}", "did you mean 'request'"),
            ("{chat: {url: \"https://a.b\", body: [1]}}", "teacher.chat.body"),
            ("{chat: {url: \"https://a.b\"}, predictions: p.csv}", "beside 'chat'"),
            ("{predictions: p.csv, model: bert-tiny}", "teacher.model"),
            ("{predictions: {file: p.csv, label: a, scores: [b]}}", "teacher.predictions.label"),
        ])
    func refused(teacher: String, word: String) {
        do {
            _ = try recipe(teacher)
            Issue.record("\(teacher) is fine")
        } catch { #expect("\(error)".contains(word), "\(error)") }
    }

    @Test("is the only teacher")
    func single() {
        #expect(throws: RecipeError.self) {
            let yaml =
                "data: synthetic-addresses\nstudent: transformer\nteachers: [{predictions: {file: p.csv}}, bert-tiny]"
            _ = try RecipeTree(yaml: yaml, file: "r.yaml").decode() as Recipe
        }
    }
}
