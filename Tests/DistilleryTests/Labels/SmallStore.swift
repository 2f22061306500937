import Foundation
import Torch

@testable import Distillery

/// A store in a folder of its own, of drawn pictures and made-up answers.
struct SmallStore {
    static let classes = 10

    let dataset: SyntheticDataset
    let view: View
    private let place: TemporaryFolder
    var url: URL { URL(filePath: place.path).appending(path: "labels") }

    init(count: Int = 50) throws {
        dataset = sampleDataset(count: count)
        view = try sampleView(of: dataset, Augmentation([Crop(padding: 2), Flip()]))
        place = try TemporaryFolder()
    }

    func description(
        views: Int = 1, content: StoredContent = StoredContent(), shardRows: Int = 16,
        classes: Int = Self.classes, teacher: String = "a"
    ) throws -> LabelStoreDescription {
        try LabelStoreDescription(
            teacher: .init(name: "resnet20", hash: String(repeating: teacher, count: 64)),
            classNames: Array(dataset.classNames.prefix(classes)), content: content,
            splits: [
                LabelledSplit(
                    split: .train, dataset: dataset.name, dataHash: try dataset.contentHash(),
                    examples: dataset.count, views: views, viewSeed: 7,
                    view: ViewDescription.pictures(PictureView(view, fit: .crop)))
            ], shardRows: shardRows)
    }

    func writer(_ description: LabelStoreDescription) throws -> LabelStoreWriter {
        try LabelStoreWriter(url, description, datasets: [dataset])
    }

    /// What the made-up teacher says: a number for every example, view and class.
    static func logit(_ position: Int, view: Int, _ index: Int, classes: Int = classes) -> Float {
        let place = (position * 31 + view * 17 + index * 7) % 101
        return Float(place) / 8 - Float(index) / 3
    }

    static func logits(_ positions: [Int], view: Int, classes: Int = classes) throws -> Tensor {
        let values = positions.flatMap { position in
            (0..<classes).map { logit(position, view: view, $0, classes: classes) }
        }
        return try Tensor(values, shape: [positions.count, classes])
    }

    /// What the made-up layer gives: `[examples, 2, 3]`.
    static func tap(_ positions: [Int], view: Int) throws -> Tensor {
        let steps: [Float] = [0, 0.125, 0.25, 0.375, 0.5, 0.625]
        let values: [Float] = positions.flatMap { position in
            let first = Float(position) + Float(view) / 4
            return steps.map { first + $0 }
        }
        return try Tensor(values, shape: [positions.count, 2, 3])
    }

    /// Answers to a shard in batches of `size`, but for the places in `unreadable`.
    static func fill(
        _ shard: ShardWriter, view: Int, size: Int = 5, classes: Int = classes,
        unreadable: Set<Int> = [], taps: [String] = []
    ) throws {
        let positions = shard.positions.filter { !unreadable.contains($0) }
        for start in stride(from: 0, to: positions.count, by: size) {
            let batch = Array(positions[start..<min(start + size, positions.count)])
            var outputs: [String: Tensor] = [:]
            for path in taps { outputs[path] = try tap(batch, view: view) }
            try shard.append(
                logits: logits(batch, view: view, classes: classes), taps: outputs,
                positions: batch)
        }
    }

    /// Writes all shards.
    @discardableResult
    func write(
        _ description: LabelStoreDescription, unreadable: Set<Int> = []
    ) throws -> LabelStoreWriter {
        let writer = try writer(description)
        let taps = description.content.taps.map(\.path)
        for place in writer.missing {
            try writer.write(place) {
                try Self.fill(
                    $0, view: place.view, classes: description.classNames.count,
                    unreadable: unreadable, taps: taps)
            }
        }
        return writer
    }

    func ids(_ positions: [Int]) -> [ExampleID] { positions.map { dataset.id(at: $0) } }
}

/// The largest difference of two tensors' elements.
func largestDifference(_ one: Tensor, _ other: Tensor) throws -> Double {
    try (one - other).absoluteValue().maximum().item()
}
