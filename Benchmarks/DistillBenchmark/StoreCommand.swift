import ArgumentParser
import Distillery
import Foundation
import Torch

/// The size of a store of labels, and how long it takes to open.
struct StoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "store",
        abstract: "The bytes of a store of ten classes in fp16, and the slowest of ten openings.")

    @Option(help: "Examples of one view.") var examples = 50_000

    private struct Answer: Encodable {
        var bytes: Int
        var openingSeconds: Double
    }

    func run() throws {
        let labels = try LabelledPictures(count: examples)
        defer { labels.remove() }
        let logits = try Tensor.zeros([256, 10])
        try labels.fill(labels.makeWriter(), size: 256) { batch in
            try logits.slice(dimension: 0, from: 0, to: batch.count)
        }
        var slowest = 0.0
        var bytes = 0
        for _ in 0..<10 {
            let begun = ContinuousClock.now
            let store = try LabelStore(labels.folder)
            try store.requireWhole()
            try store.verify()
            let time = (ContinuousClock.now - begun).components
            slowest = max(slowest, Double(time.seconds) + Double(time.attoseconds) * 1e-18)
            bytes = store.byteCount
        }
        let answer = Answer(bytes: bytes, openingSeconds: slowest)
        try FileHandle.standardOutput.write(
            contentsOf: try JSONEncoder().encode(answer) + Data("\n".utf8))
    }
}
