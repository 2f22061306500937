import Foundation

/// Reads, decodes and augments the batches of one epoch, ahead of the training and beside it.
///
/// The batches depend on dataset, view, order, seed and epoch, and not on the number of
/// workers or on how fast they are. The threads stop when the loader is released.
public final class BatchLoader {
    /// The number of the batch that `next` gives; the place to continue from after a stop.
    public private(set) var position: Int
    /// The pictures that could not be read so far.
    public let skipped: SkippedImages

    private let maker: BatchMaker
    private let queue: BatchQueue?
    private lazy var workspace = BatchMaker.Workspace(view: maker.view)
    private var failure: DatasetError?

    /// A loader for an order of the caller's own.
    ///
    /// - Parameters:
    ///   - startBatch: The first batch to give, to continue in the middle of an epoch.
    ///   - workers: The threads that make batches; with 0 the caller's own thread does.
    ///   - ahead: The most batches that are made before they are asked for.
    ///   - skipped: A log to share between loaders of the same dataset.
    public init(
        dataset: any ImageDataset, view: View, order: EpochOrder, seed: UInt64, epoch: Int,
        startBatch: Int = 0, workers: Int = 1, ahead: Int = 4,
        unreadable: UnreadablePolicy = .replace, skipped: SkippedImages? = nil
    ) {
        precondition(startBatch >= 0 && workers >= 0 && ahead > 0)
        self.skipped = skipped ?? SkippedImages(for: dataset)
        position = startBatch
        maker = BatchMaker(
            dataset: dataset, view: view, order: order, seed: seed, epoch: epoch,
            unreadable: unreadable, skipped: self.skipped)
        guard workers > 0 else {
            queue = nil
            return
        }
        let queue = BatchQueue(
            start: startBatch, end: order.batchCount, ahead: max(ahead, workers))
        self.queue = queue
        for number in 1...workers {
            let thread = Thread { [maker] in Self.work(maker, for: queue) }
            thread.name = "batch-loader-\(number)"
            thread.start()
        }
    }

    /// A loader for one epoch: shuffled by (seed, epoch) for training, or in the dataset's order
    /// for measuring, where unreadable pictures are left out instead of replaced.
    public convenience init(
        dataset: any ImageDataset, view: View, batchSize: Int, seed: UInt64, epoch: Int,
        startBatch: Int = 0, shuffle: Bool, dropLast: Bool = false, workers: Int = 1,
        skipped: SkippedImages? = nil
    ) {
        let order =
            shuffle
            ? EpochOrder(
                shuffling: dataset.count, seed: seed, epoch: epoch, batchSize: batchSize,
                dropLast: dropLast)
            : EpochOrder(plain: dataset.count, batchSize: batchSize, dropLast: dropLast)
        self.init(
            dataset: dataset, view: view, order: order, seed: seed, epoch: epoch,
            startBatch: startBatch, workers: workers, unreadable: shuffle ? .replace : .drop,
            skipped: skipped)
    }

    deinit { queue?.stop() }

    /// The number of batches in the whole epoch.
    public var batchCount: Int { maker.order.batchCount }

    /// The next batch, or nil after the last; batches of which nothing is readable are left out.
    ///
    /// Throws what went wrong in a worker, and the same again at every later call.
    public func next() throws(DatasetError) -> ImageBatch? {
        if let failure { throw failure }
        do {
            while position < batchCount {
                let batch = try queue == nil ? makeHere() : queue?.take()?.get()
                position += 1
                if let batch, batch.count > 0 { return batch }
            }
            return nil
        } catch {
            failure = error
            queue?.stop()
            throw error
        }
    }

    private func makeHere() throws(DatasetError) -> ImageBatch? {
        try maker.make(position, in: workspace)
    }

    private static func work(_ maker: BatchMaker, for queue: BatchQueue) {
        let workspace = BatchMaker.Workspace(view: maker.view)
        while let number = queue.claim() {
            let result = Result { () throws(DatasetError) in
                try maker.make(number, in: workspace, while: { queue.isRunning })
            }
            switch result {
            case .success(let batch?): queue.deliver(.success(batch), number: number)
            case .success(nil): return
            case .failure(let error): queue.deliver(.failure(error), number: number)
            }
        }
    }
}
