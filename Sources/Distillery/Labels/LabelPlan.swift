import Foundation
import Torch

/// What `distill label` does: a teacher's answers to a dataset, into a store.
public struct LabelPlan: Sendable {
    /// Data and teacher, seed, device and threads; what else it says is not looked at.
    public var recipe: Recipe
    /// The number of views of every training example.
    ///
    /// Validation examples have one, without augmentation, so that reports can compare with the
    /// teacher.
    public var views: Int
    public var splits: [DatasetSplit]
    public var precision: StoredPrecision
    /// Keeps only so many of the largest logits; nil keeps all.
    public var top: Int?
    public var taps: LabelledTaps
    /// Examples that the teacher is asked about at once.
    public var batchSize: Int

    public init(
        _ recipe: Recipe, views: Int = 1, splits: [DatasetSplit] = [.train, .val],
        precision: StoredPrecision = .fp16, top: Int? = nil, taps: LabelledTaps = .none,
        batchSize: Int = 256
    ) {
        self.recipe = recipe
        self.views = views
        self.splits = splits
        self.precision = precision
        self.top = top
        self.taps = taps
        self.batchSize = batchSize
    }
}

/// Which of a teacher's inner outputs a store keeps.
public enum LabelledTaps: Sendable {
    case none
    /// The outputs of the modules at these dotted paths.
    case paths([String])
    /// Those that methods listen to by default.
    case methods([any Method])
}

/// What came of labelling.
public struct LabelSummary: Codable, Sendable, Equatable {
    /// The folder of the store.
    public var store: String
    public var teacher: String
    public var teacherHash: String
    /// Labelled examples by split, and the views of each.
    public var splits: [Split]
    /// Bytes of index and shards.
    public var bytes: Int
    /// What this process did: labels, seconds, labels a second.
    public var labelled: Int
    public var seconds: Double
    public var labelsPerSecond: Double

    public struct Split: Codable, Sendable, Equatable {
        public var split: DatasetSplit
        public var dataset: String
        public var examples: Int
        public var views: Int
    }
}
