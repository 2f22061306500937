/// Which batches are wanted.
public struct BatchRequest {
    public var dataset: any Dataset
    /// Whether examples are seen as in training, augmented; else as they are.
    public var asTraining: Bool
    public var order: EpochOrder
    /// Decides, with `epoch`, the draws of the views.
    public var seed: UInt64
    public var epoch: Int
    /// The first batch to give, to continue in the middle of an epoch.
    public var startBatch: Int
    /// The threads that make batches beside the caller's; with 0 its own does.
    public var workers: Int
    public var unreadable: UnreadablePolicy
    /// Where examples that cannot be read are noted.
    public var skipped: SkippedImages?

    public init(
        dataset: any Dataset, asTraining: Bool, order: EpochOrder, seed: UInt64 = 0,
        epoch: Int = 0, startBatch: Int = 0, workers: Int = 1,
        unreadable: UnreadablePolicy = .replace, skipped: SkippedImages? = nil
    ) {
        self.dataset = dataset
        self.asTraining = asTraining
        self.order = order
        self.seed = seed
        self.epoch = epoch
        self.startBatch = startBatch
        self.workers = workers
        self.unreadable = unreadable
        self.skipped = skipped
    }
}
