import Foundation
import Torch

/// The examples of a run: those to learn from, those to measure on, and how networks see them.
public struct TrainingData {
    public let plan: DataPlan
    public let train: any Dataset
    public let validation: any Dataset
    /// How an example becomes what a network takes.
    public let form: any InputForm
    public let device: Device
    /// Unreadable training examples, all epochs together.
    let skipped: SkippedImages
    /// Unreadable validation examples.
    let skippedInValidation: SkippedImages
    /// The training examples that `train` was chosen from; nil where all are learned from.
    var pool: (any Dataset)?
    /// What else there is to tell of the data.
    var notes: [String] = []
    /// The places of the training examples that are learned from; nil is all of them.
    var learned: [Int]?
    /// The lengths of texts; nil where all examples are of one size.
    var lengths: TextLengths?

    public var classNames: [String] { train.classNames }
    /// How many numbers networks put out for an answer: the classes, or the words to guess.
    var answerWidth: Int { form.answerWidth(classes: classNames.count) }

    /// How many training examples say what is right.
    var labelledCount: Int { form.labelledCount(in: train) }

    /// Shuffled, augmented batches of one epoch, from a batch in its middle on if need be.
    ///
    /// - Parameter views: the views that all epochs share; nil gives each epoch its own.
    func trainingBatches(
        seed: UInt64, epoch: Int, batchSize: Int, startBatch: Int, views: ViewCycle? = nil
    ) -> any BatchSource {
        form.batches(
            BatchRequest(
                dataset: train, asTraining: true,
                order: order(seed: seed, epoch: epoch, batchSize: batchSize),
                seed: views?.seed ?? seed, epoch: views?.view(inEpoch: epoch) ?? epoch,
                startBatch: startBatch, workers: plan.workers, skipped: skipped),
            device: device)
    }

    /// The order of an epoch's training examples, without those that nothing is learned from; texts of
    /// similar length come together.
    private func order(seed: UInt64, epoch: Int, batchSize: Int) -> EpochOrder {
        var order = EpochOrder(
            shuffling: learnedCount, seed: seed, epoch: epoch, batchSize: batchSize,
            dropLast: learnedCount > batchSize)
        if let learned {
            order = EpochOrder(
                indices: order.indices.map { learned[$0] }, batchSize: batchSize,
                dropLast: order.dropLast)
        }
        guard let lengths, sortedBatches > 1 else { return order }
        return order.grouped(
            by: lengths.train, window: sortedBatches,
            dealing: RandomStream(seed, UInt64(bitPattern: Int64(epoch)), Self.dealStream))
    }

    private var sortedBatches: Int { (plan.tokens ?? TokenPlan()).sortedBatches }

    private static let dealStream = stableHash(of: "batches")

    /// How many training examples are learned from.
    var learnedCount: Int { learned?.count ?? train.count }

    /// Batches of an epoch, the last one left out where it is not full.
    func batchesAnEpoch(batchSize: Int) -> Int { max(1, learnedCount / batchSize) }

    /// All examples of a split as they are: in their order, but texts by length, long ones first.
    ///
    /// - Parameter places: those that are wanted; nil is all.
    func plainBatches(
        of dataset: any Dataset, batchSize: Int = 256, at places: [Int]? = nil
    ) -> any BatchSource {
        var order = EpochOrder(indices: places ?? Array(0..<dataset.count), batchSize: batchSize)
        if let lengths, sortedBatches > 1 {
            order = order.grouped(
                by: dataset.split == .train ? lengths.train : lengths.validation)
        }
        return form.batches(
            BatchRequest(
                dataset: dataset, asTraining: false, order: order,
                workers: max(1, plan.workers), unreadable: .drop,
                skipped: dataset.split == train.split ? skipped : skippedInValidation),
            device: device)
    }

    /// What to tell about examples that could not be read; empty where all could.
    var remarks: [String] {
        notes
            + [("training", skipped), ("validation", skippedInValidation)].compactMap {
                name, skipped in
                let entries = skipped.entries
                guard !entries.isEmpty else { return nil }
                let plural = entries.count == 1 ? "picture was" : "pictures were"
                let first = entries.prefix(3).map(\.reason).joined(separator: "; ")
                return "\(entries.count) unreadable \(name) \(plural) left out: \(first)"
                    + (entries.count > 3 ? "; …" : "")
            }
    }

    /// Whether every epoch shows an example in the same way.
    var viewsRepeat: Bool { form.viewsRepeat }

    /// A batch of nothing, of the shape that networks get, to record them with.
    func exampleInput(count: Int = 1) throws(TorchError) -> Tensor {
        try form.blankInput(count: count).to(device)
    }
}
