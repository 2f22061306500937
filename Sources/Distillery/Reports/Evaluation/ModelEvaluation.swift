/// What one model achieved on one dataset, and what it costs to run.
///
/// The JSON of `distill evaluate --json` and of `report.json` has one such object for each model,
/// with the property names as keys. Shares are 0…1, entropies and divergences are in nats. A number
/// that is not there (`agreement` without a teacher) or not finite is `null`, never a missing key.
@dynamicMemberLookup
public struct ModelEvaluation: Sendable, Equatable {
    /// The model's name in the catalog, or the name of its file.
    public var name: String
    /// Number of examples that were evaluated.
    public var examples: Int

    /// How good its answers are; the figures are read from here, as `evaluation.top1`.
    public var quality: AnswerQuality

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
    /// Median times at batch 1 on one thread by the length of a text; empty where examples have one
    /// shape.
    public var latencyByLength: [LengthLatency]

    /// Makes an evaluation from the figures of a model's answers and the costs of running it.
    public init(
        name: String,
        examples: Int,
        quality: AnswerQuality,
        parameters: Int,
        multiplyAdds: Int,
        fileBytes: Int,
        latencyMedianMilliseconds: Double,
        latencyP95Milliseconds: Double,
        examplesPerSecond: Double,
        peakMemoryBytes: Int,
        latencyByLength: [LengthLatency] = []
    ) {
        self.name = name
        self.examples = examples
        self.quality = quality
        self.parameters = parameters
        self.multiplyAdds = multiplyAdds
        self.fileBytes = fileBytes
        self.latencyMedianMilliseconds = latencyMedianMilliseconds
        self.latencyP95Milliseconds = latencyP95Milliseconds
        self.examplesPerSecond = examplesPerSecond
        self.peakMemoryBytes = peakMemoryBytes
        self.latencyByLength = latencyByLength
    }

    /// A figure of the answers.
    public subscript<Figure>(
        dynamicMember figure: WritableKeyPath<AnswerQuality, Figure>
    ) -> Figure {
        get { quality[keyPath: figure] }
        set { quality[keyPath: figure] = newValue }
    }

    /// The figure by which models of the task are compared, the higher the better.
    public var score: Double? { quality.score }
}
