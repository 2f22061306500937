private let addCounter = Operator("aten::add_", overload: "Scalar")

/// Normalisation of each channel over the batch (Ioffe and Szegedy, 2015).
///
/// `[N, channels, …]` to the same shape. Parameters: `weight`, `bias` `[channels]`; buffers:
/// `running_mean`, `running_var` `[channels]`, `num_batches_tracked`.
public final class BatchNorm: Layer, ModeDependent {
    public let weight: Parameter
    public let bias: Parameter
    public let runningMean: Buffer
    public let runningVariance: Buffer
    public let numBatchesTracked: Buffer
    /// The share that a new batch has in the running statistics.
    public let momentum: Double
    public let epsilon: Double
    public var isTraining = true
    /// Whether training changes the running statistics; not so while a layer is computed again.
    var updatesStatistics = true

    public var pathNames: [String: String] { ["runningVariance": "running_var"] }

    public init(
        _ channels: Int, epsilon: Double = 1e-5, momentum: Double = 0.1
    ) throws(TorchError) {
        weight = try Parameter(.ones([channels]))
        bias = try Parameter(.zeros([channels]))
        runningMean = try Buffer(.zeros([channels]))
        runningVariance = try Buffer(.ones([channels]))
        numBatchesTracked = try Buffer(.zeros([], scalarType: .int64))
        self.epsilon = epsilon
        self.momentum = momentum
    }

    public func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        let isReplay = isTraining && !updatesStatistics
        if isTraining, !isReplay { try addCounter(numBatchesTracked.tensor, 1) }
        return try input.batchNorm(
            weight: weight.tensor, bias: bias.tensor,
            runningMean: isReplay ? nil : runningMean.tensor,
            runningVariance: isReplay ? nil : runningVariance.tensor, isTraining: isTraining,
            momentum: momentum, epsilon: epsilon)
    }
}
