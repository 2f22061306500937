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
    /// What else there is to tell of the data.
    var notes: [String] = []

    public var classNames: [String] { train.classNames }
    /// How many numbers networks put out for an answer: the classes, or the words to guess.
    var answerWidth: Int {
        switch form.task {
        case .maskedWords: (form as? TextForm)?.tokenizer.vocabularyCount ?? 0
        default: classNames.count
        }
    }

    /// How many training examples have a label.
    var labelledCount: Int {
        switch form.task {
        case .classification: (0..<train.count).count { train.label(at: $0) != ClassLabel.unknown }
        // Every text has words to hide.
        case .maskedWords: train.count
        case .regression: (train as? TextDataset)?.examples.count { $0.target != nil } ?? 0
        case .embedding: 0
        }
    }

    /// Shuffled, augmented batches of one epoch, from a batch in its middle on if need be.
    ///
    /// - Parameter views: the views that all epochs share; nil gives each epoch its own.
    func trainingBatches(
        seed: UInt64, epoch: Int, batchSize: Int, startBatch: Int, views: ViewCycle? = nil
    ) -> any BatchSource {
        form.batches(
            BatchRequest(
                dataset: train, asTraining: true,
                order: EpochOrder(
                    shuffling: train.count, seed: seed, epoch: epoch, batchSize: batchSize,
                    dropLast: train.count > batchSize),
                seed: views?.seed ?? seed, epoch: views?.view(inEpoch: epoch) ?? epoch,
                startBatch: startBatch, workers: plan.workers, skipped: skipped),
            device: device)
    }

    /// Batches of an epoch, the last one left out where it is not full.
    func batchesAnEpoch(batchSize: Int) -> Int { max(1, train.count / batchSize) }

    /// All examples of a split in their order, as they are.
    func plainBatches(of dataset: any Dataset, batchSize: Int = 256) -> any BatchSource {
        form.batches(
            BatchRequest(
                dataset: dataset, asTraining: false,
                order: EpochOrder(plain: dataset.count, batchSize: batchSize),
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
