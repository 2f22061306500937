import Foundation
import Testing

@testable import Distillery

@Suite("The metrics log")
struct MetricsLogTests {
    private func point(
        _ step: Int, role: ModelRole = .student, seed: UInt64? = 1, value: Double = 0.5
    ) -> MetricPoint {
        MetricPoint(
            kind: .step, role: role, seed: seed, epoch: 1, step: step,
            values: [MetricName.loss: value])
    }

    @Test("gives back what was written, from one opening to the next")
    func roundTrip() throws {
        let folder = try ScratchFolder()
        let url = folder.url.appending(path: "metrics.jsonl")
        try MetricsLog(url: url).append(point(1, role: .teacher, seed: nil))
        try MetricsLog(url: url).append(point(2))
        #expect(try MetricsLog.read(url) == [point(1, role: .teacher, seed: nil), point(2)])
    }

    @Test("holds one object a line, with sorted keys")
    func format() throws {
        let folder = try ScratchFolder()
        let url = folder.url.appending(path: "metrics.jsonl")
        try MetricsLog(url: url).append(point(7))
        let line = #"{"epoch":1,"kind":"step","role":"student","seed":1,"step":7,"#
        #expect(
            try String(contentsOf: url, encoding: .utf8)
                == line + #""values":{"loss/total":0.5}}"# + "\n")
    }

    @Test("writes a value that is not finite as null and reads it as NaN")
    func notFinite() throws {
        let folder = try ScratchFolder()
        let url = folder.url.appending(path: "metrics.jsonl")
        try MetricsLog(url: url).append(point(1, value: .infinity))
        #expect(try String(contentsOf: url, encoding: .utf8).contains(#""loss/total":null"#))
        let value = try #require(try MetricsLog.read(url).first?.values[MetricName.loss])
        #expect(value.isNaN)
    }

    @Test("drops a torn last line and goes on behind the whole ones")
    func tornLine() throws {
        let folder = try ScratchFolder()
        let url = folder.url.appending(path: "metrics.jsonl")
        try MetricsLog(url: url).append(point(1))
        let torn = try Data(contentsOf: url) + Data(#"{"epoch":1,"kind":"st"#.utf8)
        try torn.write(to: url)
        #expect(try MetricsLog.read(url) == [point(1)])
        try MetricsLog(url: url).append(point(2))
        #expect(try MetricsLog.read(url) == [point(1), point(2)])
    }

    @Test("drops one training's lines beyond a checkpoint, and goes on there")
    func truncation() throws {
        let folder = try ScratchFolder()
        let log = try MetricsLog(url: folder.url.appending(path: "metrics.jsonl"))
        let others = [point(90, role: .teacher), point(90, seed: 2)]
        for point in others + [point(10), point(20), point(30)] { try log.append(point) }
        try log.truncate(role: .student, seed: 1, afterStep: 20)
        try log.append(point(25))
        #expect(try MetricsLog.read(log.url) == others + [point(10), point(20), point(25)])
    }

    @Test("names the file that is not there")
    func missing() throws {
        let url = URL(filePath: "/nowhere/metrics.jsonl")
        #expect {
            try MetricsLog.read(url)
        } throws: { "\($0)".hasPrefix("cannot read /nowhere/metrics.jsonl") }
    }
}
