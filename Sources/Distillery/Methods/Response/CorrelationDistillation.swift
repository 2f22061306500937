import Torch

/// Pearson's correlation in place of equality: a student need only order classes as the teacher does,
/// for every example (inter-class), and order examples, for every class (intra-class).
///
/// `weight · T² · (beta · (1 − mean ρ of rows) + gamma · (1 − mean ρ of columns)) + cross-entropy`, of p_s
/// and p_t at T.
public struct CorrelationDistillation: StatelessMethod {
    public static let kind = "dist"
    public static let summary = "correlations of predictions within and across examples"
    public static let paper = Paper(
        "Huang et al.", "Knowledge Distillation from A Stronger Teacher", 2022)
    public static let options: [MethodOption<Self>] = [
        .weight(\.beta, key: "beta"), .weight(\.gamma, key: "gamma"), .temperature(\.temperature),
        .weight(\.weight), MethodOption("standardize", \.standardize), .labelWeight(\.labelWeight),
    ]

    /// Weighs the correlation over the classes of an example.
    public var beta: ScheduledNumber = 1
    /// Weighs the correlation over the examples of a batch.
    public var gamma: ScheduledNumber = 1
    /// Divides the logits of both before the softmax.
    public var temperature: Temperature = 4
    public var weight: ScheduledNumber = 2
    /// Whether the logits of both are standardised first (see `LogitStandardization`).
    public var standardize = false
    public var labelWeight: ScheduledNumber = 1

    public init() {}

    public var needs: MethodNeeds { [.teacher, .labels, .wholeBatch] }

    public func terms(_ step: DistillationStep) throws -> [LossTerm] {
        let (student, teacher) = try step.logits(standardized: standardize)
        let temperature = try temperature.column(
            student: student, teacher: teacher, epoch: step.epoch, of: step.epochs)
        let own = try (student / temperature).softmax(dimension: -1)
        let taught = try (teacher / temperature).softmax(dimension: -1)
        // One temperature for all but in schedules by example, where the batch has their mean.
        let square = try temperature.square().mean()
        let rows = try square * (1 - own.correlation(with: taught, along: 1).mean())
        let columns = try square * (1 - own.correlation(with: taught, along: 0).mean())
        let weight = weight.value(at: step)
        return [
            LossTerm("inter-class", rows, weight: weight * beta.value(at: step)),
            LossTerm("intra-class", columns, weight: weight * gamma.value(at: step)),
            try .labels(step, weight: labelWeight),
        ]
    }
}

extension Tensor {
    /// Pearson's correlation with another tensor of this shape, along a dimension, which is dropped.
    ///
    /// `⟨a, b⟩ / (|a| · |b| + 10⁻⁸)` once the means are taken off: 0 where all are equal.
    fileprivate func correlation(
        with other: Tensor, along dimension: Int
    ) throws(TorchError) -> Tensor {
        let (own, theirs) = (try centered(along: dimension), try other.centered(along: dimension))
        let lengths = try own.norm(dimensions: [dimension]) * theirs.norm(dimensions: [dimension])
        return try (own * theirs).sum(dimension: dimension) / (lengths + 1e-8)
    }

    private func centered(along dimension: Int) throws(TorchError) -> Tensor {
        try self - mean(dimension: dimension, keeping: true)
    }
}
