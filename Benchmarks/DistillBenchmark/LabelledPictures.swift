import Distillery
import Foundation
import Torch

/// A store for answers to examples that have no names: those of drawn pictures stand for them.
struct LabelledPictures {
    let examples: SyntheticDataset
    let folder: URL

    init(count: Int, classes: Int = 10) throws {
        examples = SyntheticDataset(
            .train, options: .init(count: count, classes: classes, size: 32))
        folder = FileManager.default.temporaryDirectory
            .appending(path: "labels-\(UUID().uuidString)")
    }

    func ids(_ indices: some Sequence<Int>) -> [ExampleID] {
        indices.map { examples.id(at: $0) }
    }

    /// Begins the store, in half precision.
    func makeWriter(views: Int = 1) throws -> LabelStoreWriter {
        let view = try View(.none, of: examples, normalization: .imageNet)
        let description = try LabelStoreDescription(
            teacher: .init(name: "benchmark", hash: ""), classNames: examples.classNames,
            splits: [
                LabelledSplit(
                    split: .train, dataset: examples.name,
                    dataHash: try examples.contentHash(), examples: examples.count, views: views,
                    viewSeed: 0, view: ViewDescription.pictures(PictureView(view, fit: .crop)))
            ])
        return try LabelStoreWriter(folder, description, datasets: [examples])
    }

    /// Writes whatever is missing, by batches of at most `size`.
    func fill(
        _ writer: LabelStoreWriter, size: Int, logits: (Range<Int>) throws -> Tensor
    ) throws {
        for place in writer.missing {
            try writer.write(place) { shard in
                for start in stride(
                    from: shard.positions.lowerBound, to: shard.positions.upperBound, by: size)
                {
                    let batch = start..<min(start + size, shard.positions.upperBound)
                    try shard.append(logits: logits(batch), positions: Array(batch))
                }
            }
        }
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }
}
