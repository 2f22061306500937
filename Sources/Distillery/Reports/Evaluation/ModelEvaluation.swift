/// What one model achieved on one dataset, and what it costs to run.
///
/// The JSON of `distill evaluate --json` and of `report.json` has one such object for each model,
/// with the property names as keys. Shares are 0…1, entropies and divergences are in nats. A number
/// that is not there (`agreement` without a teacher) or not finite is `null`, never a missing key.
public struct ModelEvaluation: Sendable, Equatable {
    /// The model's name in the catalog, or the name of its file.
    public var name: String
    /// Number of examples that were evaluated.
    public var examples: Int

    /// Share of examples whose highest logit is the label's.
    public var top1: Double
    /// Share of examples whose label is among the five highest logits.
    public var top5: Double
    /// Unweighted mean over the classes of the harmonic mean of precision and recall.
    public var macroF1: Double
    /// Mean negative log-likelihood of the labels.
    public var crossEntropy: Double
    /// Share of examples on which the model and its teacher choose the same class.
    public var agreement: Double?
    /// Mean Kullback-Leibler divergence from the teacher's distribution to the model's, at
    /// temperature 1.
    public var meanKL: Double?
    /// Expected calibration error over 15 bins (Guo et al., 2017).
    public var calibrationError: Double
    /// The bins behind ``calibrationError``, for the reliability diagram; may be empty.
    public var reliability: [ReliabilityBin]
    /// Number of examples by true class (row) and predicted class (column).
    public var confusion: [[Int]]

    /// Number of trainable parameters.
    public var parameters: Int
    /// Multiply-accumulate operations of one forward pass of one example; 0 where nobody can count
    /// them, as in a program of PyTorch's.
    public var multiplyAdds: Int
    /// Size of the weights' file.
    public var fileBytes: Int
    /// Median time of a forward pass at batch 1.
    public var latencyMedianMilliseconds: Double
    /// 95th percentile of the time of a forward pass at batch 1.
    public var latencyP95Milliseconds: Double
    /// Throughput at batch 64.
    public var examplesPerSecond: Double
    /// Highest resident memory (or device memory, on an accelerator) while the model ran.
    public var peakMemoryBytes: Int

    /// Makes an evaluation from the metrics of a model's outputs and the costs of running it.
    public init(
        name: String,
        metrics: ClassificationMetrics,
        parameters: Int,
        multiplyAdds: Int,
        fileBytes: Int,
        latencyMedianMilliseconds: Double,
        latencyP95Milliseconds: Double,
        examplesPerSecond: Double,
        peakMemoryBytes: Int
    ) {
        self.name = name
        self.examples = metrics.examples
        self.top1 = metrics.top1
        self.top5 = metrics.top5
        self.macroF1 = metrics.macroF1
        self.crossEntropy = metrics.crossEntropy
        self.agreement = metrics.agreement
        self.meanKL = metrics.meanKL
        self.calibrationError = metrics.calibrationError
        self.reliability = metrics.reliability
        self.confusion = metrics.confusion
        self.parameters = parameters
        self.multiplyAdds = multiplyAdds
        self.fileBytes = fileBytes
        self.latencyMedianMilliseconds = latencyMedianMilliseconds
        self.latencyP95Milliseconds = latencyP95Milliseconds
        self.examplesPerSecond = examplesPerSecond
        self.peakMemoryBytes = peakMemoryBytes
    }
}
