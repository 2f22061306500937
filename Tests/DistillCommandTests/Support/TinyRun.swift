import Foundation
import Testing
import Torch

@testable import Distillery

/// Recipes of a few seconds, and what runs of them left behind.
enum TinyRun {
    /// Drawn pictures of 16 × 16, a teacher trained first, four steps an epoch, a checkpoint a step.
    static let recipe = """
        name: tiny
        data: {dataset: synthetic, synthetic: {count: 64, classes: 4, size: 16}}
        teacher:
          model: {kind: cnn, blocks: [{width: 8, stride: 2}]}
          training: {epochs: 2, batch-size: 16, checkpoint-seconds: 0}
        student: {model: {kind: cnn, blocks: [{width: 4, stride: 2}], dropout: 0.3}}
        training: {epochs: 3, batch-size: 16, checkpoint-seconds: 0}
        threads: 1
        """

    /// The same with what a resume may forget: AdamW, micro-batches, mixup, two seeds, warm-up.
    static let elaborate = """
        name: elaborate
        data:
          dataset: synthetic
          synthetic: {count: 72, classes: 4, size: 16}
          augmentation: [{kind: crop, padding: 2}, flip, mixup]
          workers: 2
        teacher: {model: {kind: mlp, hidden: [32], dropout: 0.2}, training: {epochs: 1}}
        student: {model: {kind: mobilenetv2, width: 0.1}}
        training:
          epochs: 2
          batch-size: 24
          micro-batch: 10
          optimizer: adamw
          schedule: {kind: cosine, warm-up-epochs: 0.5}
          clip-norm: 1
          patience: 5
          checkpoint-seconds: 0
        seeds: 2
        control: false
        threads: 1
        """

    /// Methods with parts of their own: drawn negatives, memories, and a phase before the main one.
    static let methodParts = """
        name: parts
        data: {dataset: synthetic, synthetic: {count: 64, classes: 4, size: 16}}
        teacher: {model: {kind: resnet8, width: 0.25}, training: {epochs: 1, batch-size: 16}}
        student: {model: {kind: cnn, blocks: [{width: 4, stride: 2}]}}
        methods:
          - {kind: crd, negatives: 24, width: 8}
          - {kind: ab, start-up-epochs: 1}
        training: {epochs: 3, batch-size: 16, checkpoint-seconds: 0}
        control: false
        threads: 1
        """

    static func write(_ recipe: String, in folder: URL) throws {
        try Data(recipe.utf8).write(to: folder.appending(path: "recipe.yaml"))
    }

    /// Points of the metrics log without what a clock or the machine decides.
    static func metrics(of run: URL) throws -> [MetricPoint] {
        let measured = [MetricName.examplesPerSecond, MetricName.peakMemoryBytes]
        return try MetricsLog.read(run.appending(path: "metrics.jsonl")).map { point in
            var kept = point
            for name in measured { kept.values[name] = nil }
            return kept
        }
    }

    /// The lines that the metrics log has at this moment.
    static func lines(of run: URL) -> Int {
        let data = FileManager.default.contents(atPath: run.appending(path: "metrics.jsonl").path)
        return data?.count { $0 == UInt8(ascii: "\n") } ?? 0
    }

    /// The bytes of every weights file that a run hands over.
    static func weights(of run: URL) throws -> [String: Data] {
        let files = FileManager.default
        var found: [String: Data] = [:]
        for path in try files.subpathsOfDirectory(atPath: run.path).sorted()
        where path.hasSuffix("/model.safetensors") || path.hasSuffix("/final.safetensors") {
            found[path] = try Data(contentsOf: run.appending(path: path))
        }
        return found
    }

    /// Whether every event file below a folder is whole records, a torn last one aside.
    static func eventFilesAreReadable(in run: URL) throws -> Bool {
        let events = run.appending(path: "events")
        let paths = try FileManager.default.subpathsOfDirectory(atPath: events.path)
            .filter { $0.contains("tfevents") }
        return try !paths.isEmpty
            && paths.allSatisfy { path in
                recordsAreWhole([UInt8](try Data(contentsOf: events.appending(path: path))))
            }
    }

    private static func recordsAreWhole(_ bytes: [UInt8]) -> Bool {
        func number(_ start: Int, _ count: Int) -> UInt64 {
            bytes[start..<start + count].reversed().reduce(0) { $0 << 8 | UInt64($1) }
        }
        var place = 0
        while place + 12 <= bytes.count {
            let length = bytes[place..<place + 8]
            guard number(place + 8, 4) == UInt64(MaskedCRC32C.masked(length)) else { return false }
            let end = place + 12 + Int(number(place, 8))
            guard end + 4 <= bytes.count else { return true }
            let data = bytes[place + 12..<end]
            guard number(end, 4) == UInt64(MaskedCRC32C.masked(data)) else { return false }
            place = end + 4
        }
        return true
    }
}

extension TinyRun {
    /// Whether all numbers of a checkpoint's model are finite.
    static func isFinite(_ checkpoint: URL) throws -> Bool {
        let file = try SafetensorsFile(checkpoint)
        return try file.names.filter { $0.hasPrefix("model/") }.allSatisfy { name in
            try Tensor(#require(file[name])).isFinite()
        }
    }
}
