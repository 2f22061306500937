/// What the labels of a store are: whose, of which examples, of which views, and in what form.
public struct LabelStoreDescription: Codable, Sendable, Equatable {
    /// The network that answered.
    public struct Labeller: Codable, Sendable, Equatable {
        /// Its name in the catalog, for messages.
        public var name: String
        /// SHA-256 of its weights file, as in a run's manifest.
        public var hash: String
        /// Its modules, for methods that listen to taps; nil where only logits are of interest.
        public var network: StoredNetwork?
        /// How good it is on the validation examples, and what it costs, measured when they were
        /// labelled.
        public var evaluation: ModelEvaluation?

        public init(
            name: String, hash: String, network: StoredNetwork? = nil,
            evaluation: ModelEvaluation? = nil
        ) {
            self.name = name
            self.hash = hash
            self.network = network
            self.evaluation = evaluation
        }
    }

    public var teacher: Labeller
    /// The names of the classes, by the index of their logit.
    public var classNames: [String]
    public var content: StoredContent
    /// The most rows of one shard.
    public var shardRows: Int
    public var splits: [LabelledSplit]

    /// - Parameter shardRows: nil is what suits the size of a row.
    public init(
        teacher: Labeller, classNames: [String], content: StoredContent = StoredContent(),
        splits: [LabelledSplit], shardRows: Int? = nil
    ) throws(LabelStoreError) {
        self.teacher = teacher
        self.classNames = classNames
        self.content = content
        self.splits = splits
        let layout = try RowLayout(content, classes: content.width ?? classNames.count)
        self.shardRows = shardRows ?? layout.usualShardRows
    }

    /// Numbers of an answer: a logit a class, or those of a vector.
    var answerWidth: Int { content.width ?? classNames.count }

    /// The labels of a split, if the store has any.
    public func labels(of split: DatasetSplit) -> LabelledSplit? {
        splits.first { $0.split == split }
    }
}

/// The examples of one split that a store labels, and how they were seen.
public struct LabelledSplit: Codable, Sendable, Equatable {
    public var split: DatasetSplit
    /// The dataset's name, for messages.
    public var dataset: String
    /// What identifies the examples: see `Dataset.contentHash`.
    public var dataHash: String
    public var examples: Int
    /// The number of views of every example; a view is named by its number, from 0.
    public var views: Int
    /// View `v` of an example is `ViewKey(seed: viewSeed, id:, epoch: v)`.
    public var viewSeed: UInt64
    public var view: ViewDescription

    public init(
        split: DatasetSplit, dataset: String, dataHash: String, examples: Int, views: Int,
        viewSeed: UInt64, view: ViewDescription
    ) {
        self.split = split
        self.dataset = dataset
        self.dataHash = dataHash
        self.examples = examples
        self.views = views
        self.viewSeed = viewSeed
        self.view = view
    }

    /// The number of labels in all.
    public var rows: Int { examples * views }

    /// Whether a dataset of this hash consists of examples that are labelled here.
    ///
    /// The hash of a subset is that of the whole with an ending; of two subsets of the same dataset
    /// the smaller is part of the larger (see `DatasetSubset`).
    func covers(dataHash other: String) -> Bool {
        if other == dataHash { return true }
        let (own, taken) = (SubsetHash(dataHash), SubsetHash(other))
        guard own.whole == taken.whole, let count = taken.count else { return false }
        return own.count.map { count <= $0 } ?? true
    }
}

/// The hash of a dataset, taken apart: that of the whole, and how many of its examples are used.
private struct SubsetHash {
    var whole: Substring
    var count: Int?

    init(_ hash: String) {
        let parts = hash.split(separator: "-first-", maxSplits: 1)
        whole = parts.first ?? ""
        count = parts.count == 2 ? Int(parts[1]) : nil
    }
}
