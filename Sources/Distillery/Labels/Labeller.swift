import Foundation
import Torch

/// Asks a teacher about the examples whose labels a store lacks.
struct Labeller {
    let writer: LabelStoreWriter
    let teacher: any Teacher
    let data: TrainingData
    /// Divides the rows of a shard, so that a store that was gone on with has the same bits.
    var batchSize = 256
    /// The texts of so many batches are asked about by length, since a batch is padded to its longest.
    private static let window = 8
    /// Hears after every batch how many labels are there, and of how many; may throw to stop.
    var told: (_ labelled: Int, _ of: Int) throws -> Void = { _, _ in }

    /// Writes the missing shards that are wanted.
    func label(where isWanted: (ShardPlace) -> Bool = { _ in true }) throws {
        for place in writer.missing where isWanted(place) {
            let (before, all) = writer.progress
            try writer.write(place) { shard in
                for positions in windows(of: shard.positions) {
                    let loader = batches(of: place, positions)
                    var count = before + positions.lowerBound - shard.positions.lowerBound
                    while let batch = try loader.next() {
                        let answer = try teacher.answer(batch)
                        try shard.hold(
                            logits: answer.logits, taps: answer.taps, tokens: batch.tokenCounts(),
                            positions: batch.indices)
                        if data.lengths == nil, let last = batch.indices.last {
                            try shard.settle(until: last + 1)
                        }
                        count += batch.count
                        try told(count, all)
                    }
                    try shard.settle(until: positions.upperBound)
                }
            }
        }
    }

    /// The examples of a shard in parts; the texts of a part are asked about by length.
    private func windows(of positions: Range<Int>) -> [Range<Int>] {
        guard data.lengths != nil else { return [positions] }
        let count = Self.window * batchSize
        return stride(from: positions.lowerBound, to: positions.upperBound, by: count)
            .map { $0..<min($0 + count, positions.upperBound) }
    }

    /// Some examples of a shard: pictures in their order without those that cannot be read, texts by length.
    private func batches(of place: ShardPlace, _ positions: Range<Int>) -> any BatchSource {
        let dataset = data.dataset(of: place.split)
        var order = EpochOrder(indices: Array(positions), batchSize: batchSize)
        if let lengths = data.lengths {
            order = order.grouped(by: place.split == .train ? lengths.train : lengths.validation)
        }
        let isTraining = place.split == .train
        let seed = writer.description.labels(of: place.split)?.viewSeed ?? 0
        return data.form.batches(
            BatchRequest(
                dataset: dataset, asTraining: isTraining, order: order, seed: seed,
                epoch: place.view, workers: max(1, data.plan.workers), unreadable: .drop,
                skipped: isTraining ? data.skipped : data.skippedInValidation),
            device: data.device)
    }
}

extension TensorBatch {
    /// How many tokens each text has, padding left out; nil where the examples are no texts.
    fileprivate func tokenCounts() throws(TorchError) -> [Int]? {
        guard inputs.isTokenBatch else { return nil }
        return try inputs.tokens(.mask).sum(dimension: 1).elements(as: Int64.self).map(Int.init)
    }
}
