import ArgumentParser
import Distillery
import Foundation
import Torch

/// A teacher labels pictures in memory, into a store.
struct LabelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "label", abstract: "Labelling; a unit is one batch, answered and written.")

    @Option(help: "The folder with data.pt and the teacher's weights file.") var folder: String
    @Option(help: "The network that answers.") var teacher: String
    @Option(help: "The threads of one operator.") var threads = 2
    @Option(help: "Pictures in a batch.") var batch = 64

    func run() throws {
        Engine.threads = threads
        Engine.keepFreedMemory()
        let inputs = BenchmarkInputs(URL(filePath: folder))
        let pictures = try inputs.pictures()
        let network = try inputs.network(teacher)
        try network.move(to: .channelsLast)
        let answering = try ModuleTeacher(
            network, example: pictures.batch(0, size: 2).inputs, device: .cpu)
        let labels = try LabelledPictures(count: pictures.count / batch * batch)
        defer { labels.remove() }
        // More views than anybody waits for: a shard of one is written as soon as it is full.
        let writer = try labels.makeWriter(views: 100_000)
        var places = writer.missing.makeIterator()
        var full: [(logits: Tensor, positions: [Int])] = []
        var place = places.next()
        try Portions.serve {
            guard let current = place else { return .nan }
            let start = full.count * batch
            let loaded = try pictures.batch(start / batch, size: batch)
            let logits = try answering.answer(loaded).logits
            full.append((logits, Array(start..<start + batch)))
            if start + batch == labels.examples.count {
                try writer.write(current) { shard in
                    for (logits, positions) in full {
                        try shard.append(logits: logits, positions: positions)
                    }
                }
                full = []
                place = places.next()
            }
            return try logits.absoluteValue().mean().item()
        }
    }
}
