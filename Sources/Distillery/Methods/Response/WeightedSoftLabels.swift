import Torch

/// Soft targets weighed example by example: much where the student is worse than the teacher, little
/// where soft labels would only add bias.
///
/// `cross-entropy + weight · T² · mean((1 − exp(−CE_s / CE_t)) · CE(p_t, p_s))`; the shares have no gradient.
public struct WeightedSoftLabels: StatelessMethod {
    public static let kind = "wsld"
    public static let summary = "soft targets, weighed by who knows the example better"
    public static let paper = Paper(
        "Zhou et al.", "Rethinking Soft Labels for Knowledge Distillation", 2021)
    public static let options: [MethodOption<Self>] = [
        .temperature(\.temperature), .weight(\.weight), MethodOption("standardize", \.standardize),
        .labelWeight(\.labelWeight),
    ]

    /// Divides the logits of both before the softmax.
    public var temperature: Temperature = 2
    public var weight: ScheduledNumber = 2.5
    /// Whether the logits of both are standardised first (see `LogitStandardization`).
    public var standardize = false
    public var labelWeight: ScheduledNumber = 1

    public init() {}

    public var needs: MethodNeeds { [.teacher, .plainLabels] }

    public func terms(_ step: DistillationStep) throws -> [LossTerm] {
        let share = try share(step)
        let (student, teacher) = try step.logits(standardized: standardize)
        let temperature = try temperature.column(
            student: student, teacher: teacher, epoch: step.epoch, of: step.epochs)
        let target = try (teacher / temperature).softmax(dimension: -1)
        let soft = try -(target * (student / temperature).logSoftmax(dimension: -1))
            .sum(dimension: -1)
        let square = try temperature.square().squeezed(-1)
        return [
            LossTerm(
                "soft", try (square * share * soft).mean(), weight: weight.value(at: step)),
            try .labels(step, weight: labelWeight),
        ]
    }

    /// How much each example counts, `[batch]` in 0…1, cut off from autograd.
    private func share(_ step: DistillationStep) throws -> Tensor {
        try withoutGradients {
            let labels = step.targets.labels
            let own = try step.student.crossEntropy(with: labels, reduction: .none)
            let taught = try step.requireTeacher().crossEntropy(with: labels, reduction: .none)
            return try 1 - (-(own / (taught + 1e-7))).exponential()
        }
    }
}
