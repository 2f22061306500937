import Foundation
import Testing

@testable import Distillery

@Suite("Evaluations as JSON")
struct EvaluationJSONTests {
    private func evaluation() throws -> ModelEvaluation {
        ModelEvaluation(
            name: "cnn", metrics: try .init(logits: [1, 0], labels: [0], classes: 2),
            parameters: 10, multiplyAdds: 20, fileBytes: 30, latencyMedianMilliseconds: 1,
            latencyP95Milliseconds: 2, examplesPerSecond: 3, peakMemoryBytes: 40)
    }

    @Test("have all the promised keys, with null for what is not there")
    func keys() throws {
        let data = try JSONEncoder().encode(try evaluation())
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let promised = [
            "top1", "top5", "macroF1", "crossEntropy", "agreement", "calibrationError",
            "parameters", "multiplyAdds", "fileBytes", "latencyMedianMilliseconds",
            "latencyP95Milliseconds", "examplesPerSecond", "peakMemoryBytes",
        ]
        for key in promised { #expect(object[key] != nil, "\(key) is missing") }
        #expect(object["agreement"] is NSNull)
    }

    @Test("come back equal, and survive a number that is not finite")
    func roundTrip() throws {
        var report = EvaluationReport(
            dataset: "cifar10/test", device: "cpu", threads: 2, examples: 1,
            model: try evaluation())
        #expect(try JSONDecoder().decode(EvaluationReport.self, from: try report.json()) == report)
        report.model?.crossEntropy = .infinity
        let read = try JSONDecoder().decode(EvaluationReport.self, from: try report.json())
        #expect(read.model?.crossEntropy == nil && read.model?.top1 == report.model?.top1)
    }
}

@Suite("Evaluations as a table")
struct EvaluationTableTests {
    @Test("have a row for each figure that a model has and a column for each model")
    func rows() throws {
        let run = try SampleReport(examples: 60).report()
        let report = EvaluationReport(
            dataset: "fashion-mnist/test", device: "cpu", threads: 2, examples: 60,
            teacher: run.model(.teacher)?.evaluations.first?.evaluation,
            student: run.model(.student)?.evaluations.first?.evaluation)
        let lines = report.table.description.split(separator: "\n").map(String.init)
        #expect(lines[0].split(separator: " ") == ["Teacher", "Student"])
        #expect(lines[1].split(separator: " ") == ["resnet20", "cnn"])
        #expect(lines.contains { $0.hasPrefix("Agreement with teacher") && $0.contains("–") })
        #expect(lines.contains { $0.hasPrefix("Multiply-adds") && $0.hasSuffix("1.3 M") })
        #expect(Set(lines.map(\.count)).count == 1)
    }
}

@Suite("Spread")
struct SpreadTests {
    @Test("is the mean and the sample deviation, as NumPy's std with ddof=1")
    func reference() throws {
        let spread = try #require(Spread([0.912, 0.915, 0.907]))
        #expect(abs(spread.mean - 0.911_333_333_333_333_3) < 1e-15)
        #expect(abs(try #require(spread.standardDeviation) - 0.004_041_451_884_327_384) < 1e-15)
    }

    @Test("of a single value has no deviation and says so")
    func single() throws {
        let spread = try #require(Spread([0.5]))
        #expect(spread.isSingle && spread.standardDeviation == nil)
        #expect(spread.description == "0.5 (a single value)")
        #expect(Spread([]) == nil)
    }
}

@Suite("Pictures")
struct PictureTests {
    @Test("take samples that fill their shape only")
    func shape() {
        #expect(
            Picture(width: 2, height: 2, channels: 3, pixels: .init(repeating: 0, count: 11)) == nil
        )
        #expect(Picture(width: 1, height: 1, channels: 2, pixels: [0, 0]) == nil)
        #expect(Picture(width: .max, height: 2, channels: 1, pixels: []) == nil)
    }

    @Test("are base64 in JSON and refuse a file that lies about their size")
    func coding() throws {
        let picture = try #require(Picture(width: 2, height: 1, channels: 1, pixels: [0, 255]))
        let data = try JSONEncoder().encode(picture)
        #expect(String(decoding: data, as: UTF8.self).contains(#""pixels":"AP8=""#))
        #expect(try JSONDecoder().decode(Picture.self, from: data) == picture)
        let lie = #"{"width":9,"height":9,"channels":1,"pixels":"AP8="}"#
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(Picture.self, from: Data(lie.utf8))
        }
    }
}
