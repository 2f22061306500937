import Torch

/// How a model is trained: `training:` in a recipe.
public struct TrainingPlan: Codable, Sendable, Equatable {
    /// Which weights a training hands over.
    public enum Keep: String, Codable, Sendable, CaseIterable {
        /// Those of the epoch with the best accuracy on the validation examples.
        case best
        /// Those of the last epoch, which no look at the validation examples chose.
        case last
    }

    /// The number format of convolutions and matrix products.
    public enum Precision: String, Codable, Sendable, CaseIterable {
        case float32, bfloat16, float16

        /// What autocast lowers to; `nil` for full precision.
        var scalarType: ScalarType? {
            switch self {
            case .float32: nil
            case .bfloat16: .bfloat16
            case .float16: .float16
            }
        }
    }

    public var epochs: Int
    /// Examples of one optimiser step.
    public var batchSize: Int
    /// Examples that are in memory at once, `nil` for the whole batch.
    ///
    /// The step stays that of the whole batch: gradients add up, or, where batch normalisation has to
    /// see the whole batch, blocks are computed again in the backward pass (`Recomputation`).
    public var microBatch: Int?
    public var optimizer: OptimizerPlan
    public var schedule: SchedulePlan
    /// The largest allowed norm of the whole gradient.
    public var clipNorm: Double?
    public var precision: Precision
    /// Stops when so many epochs in a row brought no better accuracy.
    public var patience: Int?
    public var keep: Keep
    /// Seconds between checkpoints inside an epoch; each epoch ends with one anyway.
    public var checkpointSeconds: Double

    public init(
        epochs: Int = 30, batchSize: Int = 64, microBatch: Int? = nil,
        optimizer: OptimizerPlan = OptimizerPlan(), schedule: SchedulePlan? = nil,
        clipNorm: Double? = nil, precision: Precision = .float32, patience: Int? = nil,
        keep: Keep? = nil, checkpointSeconds: Double = 60
    ) {
        self.epochs = epochs
        self.batchSize = batchSize
        self.microBatch = microBatch
        self.optimizer = optimizer
        self.schedule = schedule ?? SchedulePlan(warmUpEpochs: min(1, Double(epochs) / 20))
        self.clipNorm = clipNorm
        self.precision = precision
        self.patience = patience
        self.keep = keep ?? (patience == nil ? .last : .best)
        self.checkpointSeconds = checkpointSeconds
    }
}

extension TrainingPlan {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case epochs
        case batchSize = "batch-size"
        case microBatch = "micro-batch"
        case optimizer, schedule
        case clipNorm = "clip-norm"
        case precision, patience, keep
        case checkpointSeconds = "checkpoint-seconds"
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        let patience = try values.decodePositive(.patience)
        self.init(
            epochs: try values.decode(
                .epochs, default: 30, expected: "from 1 to 100000",
                where: { (1...100_000).contains($0) }),
            batchSize: try values.decode(
                .batchSize, default: 64, expected: "from 1 to 65536",
                where: { (1...65_536).contains($0) }),
            microBatch: try values.decodePositive(.microBatch),
            optimizer: try values.decode(.optimizer, default: OptimizerPlan()),
            schedule: try values.decodeIfPresent(.schedule),
            clipNorm: try values.decodeAboveZero(.clipNorm),
            precision: try values.decodeName(.precision, default: .float32),
            patience: patience,
            keep: try values.decodeName(.keep, default: patience == nil ? .last : .best),
            checkpointSeconds: try values.decode(
                .checkpointSeconds, default: 60.0, expected: "at least 0", where: { $0 >= 0 }))
    }
}

extension StrictContainer {
    /// A whole number of at least 1, or nil where the key is absent.
    func decodePositive(_ key: Key) throws -> Int? {
        guard let number = try decodeIfPresent(key, as: Int.self) else { return nil }
        return try decode(key, default: number, expected: "at least 1", where: { $0 >= 1 })
    }

    /// A number above 0, or nil where the key is absent.
    func decodeAboveZero(_ key: Key) throws -> Double? {
        guard let number = try decodeIfPresent(key, as: Double.self) else { return nil }
        return try decode(key, default: number, expected: "above 0", where: { $0 > 0 })
    }
}
