import Foundation
import Testing

@testable import Distillery

@Suite("Templates and paths of JSON")
struct JSONTemplateTests {
    private func parts(_ text: String, _ pair: String?) throws -> ExampleParts {
        try ExampleParts(
            of: TeacherQuestion(
                id: ExampleID("a/1"), split: .train, index: 0, content: .text(text, pair: pair)))
    }

    private func template(_ json: String) throws -> JSONTemplate {
        try JSONTemplate(#require(JSONValue(json: json.utf8)))
    }

    @Test("puts an example's parts into texts, and takes them literally")
    func single() throws {
        let template = try template(#"{"q": "A: {text} B: {pair} {x}", "n": 1, "id": "{id}"}"#)
        #expect(!template.isBatched && template.slots == [.text, .pair, .id])
        #expect(
            template.body(for: [try parts(#"{pair} "1""#, "zwei\n")]).json
                == #"{"q":"A: {pair} \"1\" B: zwei\u000a {x}","n":1,"id":"a/1"}"#)
    }

    @Test("makes lists of batches, whole or by each example")
    func batches() throws {
        let both = [try parts("a", "b"), try parts("c", "d")]
        #expect(
            try template(#"{"inputs": "{texts}", "others": "{pairs}"}"#).body(for: both).json
                == #"{"inputs":["a","c"],"others":["b","d"]}"#)
        let each = try template(#"{"in": {"{each}": ["{text}", {"b": "{pair}"}]}, "k": null}"#)
        #expect(each.isBatched)
        #expect(each.body(for: both).json == #"{"in":[["a",{"b":"b"}],["c",{"b":"d"}]],"k":null}"#)
    }

    @Test("refuses names that stand for nothing, and templates without any")
    func mistakes() throws {
        for (json, word) in [
            (#"{"a": "{txt}"}"#, "did you mean '{text}'"), (#"{"a": "b"}"#, "without a place"),
            (#"{"a": "{texts}", "b": "{text}"}"#, "one example and for a list"),
        ] {
            do {
                _ = try template(json)
                Issue.record("\(json) is a template")
            } catch let problem as JSONTemplateProblem {
                #expect(problem.reason.contains(word), "\(problem.reason)")
            }
        }
    }

    @Test("follows a path through objects, places and every entry, and says where it ends")
    func paths() throws {
        let json = try #require(
            JSONValue(json: #"{"a": [{"b": [1, 2]}, {"b": [3, 4]}], "c": null}"#.utf8))
        #expect(try JSONPath("a.1.b.0").value(in: json).json == "3")
        #expect(try JSONPath("a.*.b").value(in: json).json == "[[1,2],[3,4]]")
        #expect(try JSONPath("").value(in: json).json == json.json)
        for (path, found) in [
            ("a.2", "a list of 2 at 'a'"), ("x.y", "only 'a', 'c' at its top"),
            ("a.0.c", "only 'b' at 'a.0'"), ("c.d", "null at 'c'"),
        ] {
            do {
                _ = try JSONPath(path).value(in: json)
                Issue.record("there is something at \(path)")
            } catch { #expect(error.found == found) }
        }
    }
}
