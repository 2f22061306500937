import Foundation
import Torch

/// The pictures of a run: training and validation examples, and how each is seen.
public struct TrainingData {
    public let plan: DataPlan
    public let train: any ImageDataset
    public let validation: any ImageDataset
    /// Augmented, for training.
    public let trainView: View
    /// Only resized and normalised, for measuring.
    public let plainView: View
    public let device: Device
    /// Unreadable training pictures, all epochs together.
    let skipped: SkippedImages
    /// Unreadable validation pictures.
    let skippedInValidation: SkippedImages

    public var classNames: [String] { train.classNames }
    /// How many training examples have a label.
    var labelledCount: Int {
        (0..<train.count).count { train.label(at: $0) != ClassLabel.unknown }
    }

    /// Shuffled, augmented batches of one epoch, from a batch in its middle on if need be.
    ///
    /// - Parameter views: the views that all epochs share; nil gives each epoch its own.
    func trainingBatches(
        seed: UInt64, epoch: Int, batchSize: Int, startBatch: Int, views: ViewCycle? = nil
    ) -> BatchLoader {
        BatchLoader(
            dataset: train, view: trainView,
            order: EpochOrder(
                shuffling: train.count, seed: seed, epoch: epoch, batchSize: batchSize,
                dropLast: train.count > batchSize),
            seed: views?.seed ?? seed, epoch: views?.view(inEpoch: epoch) ?? epoch,
            startBatch: startBatch, workers: plan.workers, skipped: skipped)
    }

    /// Batches of an epoch, the last one left out where it is not full.
    func batchesAnEpoch(batchSize: Int) -> Int { max(1, train.count / batchSize) }

    /// All examples of a split in their order, as they are.
    func plainBatches(of dataset: any ImageDataset, batchSize: Int = 256) -> BatchLoader {
        BatchLoader(
            dataset: dataset, view: plainView, batchSize: batchSize, seed: 0, epoch: 0,
            shuffle: false, workers: max(1, plan.workers),
            skipped: dataset.split == train.split ? skipped : skippedInValidation)
    }

    /// What to tell about pictures that could not be read; empty where all could.
    var remarks: [String] {
        [("training", skipped), ("validation", skippedInValidation)].compactMap { name, skipped in
            let entries = skipped.entries
            guard !entries.isEmpty else { return nil }
            let plural = entries.count == 1 ? "picture was" : "pictures were"
            let first = entries.prefix(3).map(\.reason).joined(separator: "; ")
            return "\(entries.count) unreadable \(name) \(plural) left out: \(first)"
                + (entries.count > 3 ? "; …" : "")
        }
    }

    /// Whether every epoch shows an example in the same way.
    var viewsRepeat: Bool { trainView.augmentation.transforms.isEmpty }

    /// A batch of zeros, `[count, channels, height, width]`, to record networks with.
    func exampleInput(count: Int = 1) throws(TorchError) -> Tensor {
        let size = plainView.size
        return try Tensor.zeros([count, size.height, size.width, plainView.channels])
            .permuted([0, 3, 1, 2]).to(device)
    }
}
