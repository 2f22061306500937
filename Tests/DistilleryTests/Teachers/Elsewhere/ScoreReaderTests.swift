import Foundation
import Testing

@testable import Distillery

@Suite("Reading answers")
struct ScoreReaderTests {
    private func reader(
        _ plan: ScorePlan, _ classes: [String] = ["a", "b", "c"], mapping: ClassMapping? = nil
    ) throws -> ScoreReader {
        try ScoreReader(
            plan, classNames: classes, mapping: mapping, source: "it", path: "teacher.http")
    }

    private func logits(_ reader: ScoreReader, _ json: String) throws -> [Float] {
        try reader.logits(of: #require(JSONValue(json: json.utf8)))
    }

    @Test("takes lists, objects, and lists of labels with scores, all in the data's order")
    func forms() throws {
        let reader = try reader(ScorePlan(kind: .logits))
        for json in [
            "[1, 2, -3]", #"{"c": -3, "a": 1, "b": 2}"#, #"{"z": 9, "c": -3, "a": 1, "b": 2}"#,
            #"[{"label": "b", "score": 2}, {"label": "c", "score": -3}, {"label": "a", "score": 1}]"#,
            #"[[{"label": "b", "score": 2}, {"label": "c", "score": -3}, {"label": "a", "score": 1}]]"#,
        ] { #expect(try logits(reader, json) == [1, 2, -3], "\(json)") }
    }

    @Test("takes one number of two classes as the second one's")
    func single() throws {
        let two = try reader(ScorePlan(), ["no", "yes"])
        // ln 0.2 and ln 0.8.
        let found = try logits(two, "0.8")
        #expect(abs(found[0] + 1.609_437_9) < 1e-6 && abs(found[1] + 0.223_143_55) < 1e-6)
    }

    @Test("brings the teacher's classes to the data's by name or place")
    func mapping() throws {
        let named = try reader(ScorePlan(kind: .logits, outputs: ["c", "x", "a", "b"]))
        #expect(try logits(named, "[1, 2, 3, 4]") == [3, 4, 1])
        let placed = try reader(
            ScorePlan(kind: .logits), mapping: .list([.index(3), .index(0), .index(1)]))
        #expect(try logits(placed, "[1, 2, 3, 4]") == [4, 1, 2])
        let byName = try reader(ScorePlan(kind: .logits), mapping: .byName(["a": .name("first")]))
        #expect(try logits(byName, #"{"first": 1, "b": 2, "c": 3}"#) == [1, 2, 3])
        #expect(throws: ScoreProblem.self) {
            try reader(ScorePlan(kind: .logits, outputs: ["c", "x", "a"]))
        }
        #expect(throws: ScoreProblem.self) {
            try logits(reader(ScorePlan(kind: .logits)), "[1, 2]")
        }
        #expect(throws: ScoreProblem.self) {
            try logits(reader(ScorePlan(kind: .logits)), #"{"a": 1, "b": 2, "d": 3}"#)
        }
    }

    @Test("smooths a label: 1 − s + s/C for it, s/C for each other")
    func smoothing() throws {
        let reader = try reader(
            ScorePlan(kind: .labels, labels: ["b": ["zwei", "二"]], smoothing: 0.3))
        // ln 0.8 and ln 0.1.
        for json in [#""b""#, #"" B ""#, #""zwei""#, #""二""#, "1"] {
            let found = try logits(reader, json)
            #expect(abs(found[1] + 0.223_143_55) < 1e-6 && abs(found[0] + 2.302_585_1) < 1e-6)
        }
        #expect(throws: ScoreProblem.self) { try logits(reader, #""d""#) }
        let hard = try self.reader(ScorePlan(kind: .labels, smoothing: 0))
        #expect(try logits(hard, #""a""#).map { Float($0 == 0 ? 1 : 0) } == [1, 0, 0])
    }
}
