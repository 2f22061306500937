import Foundation
import Torch

/// Asks a teacher about the examples whose labels a store lacks.
struct Labeller {
    let writer: LabelStoreWriter
    let teacher: any Teacher
    let data: TrainingData
    /// Divides the rows of a shard, so that a store that was gone on with has the same bits.
    var batchSize = 256
    /// Hears after every batch how many labels are there, and of how many; may throw to stop.
    var told: (_ labelled: Int, _ of: Int) throws -> Void = { _, _ in }

    /// Writes the missing shards that are wanted.
    func label(where isWanted: (ShardPlace) -> Bool = { _ in true }) throws {
        for place in writer.missing where isWanted(place) {
            let (before, all) = writer.progress
            try writer.write(place) { shard in
                let loader = batches(of: place, shard.positions)
                while let batch = try loader.next() {
                    let answer = try teacher.answer(batch)
                    try shard.append(
                        logits: answer.logits, taps: answer.taps, tokens: batch.tokenCounts(),
                        positions: batch.indices)
                    let last = batch.indices.last ?? shard.positions.lowerBound
                    try told(before + last + 1 - shard.positions.lowerBound, all)
                }
            }
        }
    }

    /// The examples of a shard in their order, without those that cannot be read.
    private func batches(of place: ShardPlace, _ positions: Range<Int>) -> any BatchSource {
        let isTraining = place.split == .train
        let seed = writer.description.labels(of: place.split)?.viewSeed ?? 0
        return data.form.batches(
            BatchRequest(
                dataset: data.dataset(of: place.split), asTraining: isTraining,
                order: EpochOrder(indices: Array(positions), batchSize: batchSize), seed: seed,
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
