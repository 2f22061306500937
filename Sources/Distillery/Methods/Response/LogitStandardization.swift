import Torch

/// Soft targets of standardised logits: the student need not copy how large the teacher's are.
///
/// `weight · T² · KL + label-weight · cross-entropy` with `z ← (z − mean(z)) / (10⁻⁷ + std(z))`, row by
/// row, the deviation unbiased. Defaults are the paper's for CIFAR-100.
public struct LogitStandardization: StatelessMethod {
    public static let kind = "logit-standardization"
    public static let summary = "soft targets of logits with mean 0 and deviation 1"
    public static let paper = Paper(
        "Sun et al.", "Logit Standardization in Knowledge Distillation", 2024)
    public static let options: [MethodOption<Self>] = [
        .temperature(\.temperature), .weight(\.weight), .labelWeight(\.labelWeight),
    ]

    /// Divides the logits of both before the softmax.
    public var temperature: Temperature = 2
    public var weight: ScheduledNumber = 9
    public var labelWeight: ScheduledNumber = 0.1

    public init() {}

    public var needs: MethodNeeds { [.teacher, .labels] }

    public func terms(_ step: DistillationStep) throws -> [LossTerm] {
        let loss = SoftTargetLoss(temperature: temperature, standardize: true)
        return [
            LossTerm("soft", try loss(step), weight: weight.value(at: step)),
            try .labels(step, weight: labelWeight),
        ]
    }
}
