import Torch

/// Soft targets at a temperature that is learned against the student: it goes where the loss is larger,
/// little at first and with full force after some epochs, so that lessons become harder.
///
/// `weight · T² · KL + label-weight · cross-entropy` with `T = start + end · sigmoid(theta)`; theta is
/// the part that is trained, on its gradient times `λ = (cos(π · min((epoch + 1) / n, 1)) + 1) / 2 − 1`,
/// which falls from 0 to −1 in n epochs.
public struct CurriculumTemperature: Method {
    public static let kind = "ctkd"
    public static let summary = "soft targets at a temperature that learns to make them harder"
    public static let paper = Paper(
        "Li et al.", "Curriculum Temperature for Knowledge Distillation", 2023)
    public static let options: [MethodOption<Self>] = [
        .positive("start", \.start), .positive("end", \.end), .weight(\.weight),
        .count("reversal-epochs", \.reversalEpochs), MethodOption("standardize", \.standardize),
        .labelWeight(\.labelWeight),
    ]

    /// The lowest temperature.
    public var start = 1.0
    /// How far above it the temperature can go.
    public var end = 20.0
    public var weight: ScheduledNumber = 0.9
    /// Epochs until the temperature's gradient is reversed in full.
    public var reversalEpochs = 10
    /// Whether the logits of both are standardised first (see `LogitStandardization`).
    public var standardize = false
    public var labelWeight: ScheduledNumber = 0.1

    public init() {}

    public var needs: MethodNeeds { [.teacher, .labels] }

    public func makeObjective(for setting: MethodSetting) throws -> any Objective {
        try CurriculumTemperatureObjective(self, device: setting.device)
    }
}

final class CurriculumTemperatureObjective: Objective {
    /// Where in its range the temperature stands, before the sigmoid; a scalar.
    let theta: Parameter
    private let method: CurriculumTemperature

    init(_ method: CurriculumTemperature, device: Device) throws(TorchError) {
        self.method = method
        theta = try Parameter(.full([], 1, device: device))
    }

    func terms(_ step: DistillationStep) throws -> [LossTerm] {
        let (student, teacher) = try step.logits(standardized: method.standardize)
        let temperature = try temperature(reversal: reversal(in: step.epoch))
        let divergence = try (teacher / temperature).divergence(of: student / temperature).mean()
        return [
            LossTerm(
                "soft", try temperature.square() * divergence,
                weight: method.weight.value(at: step)),
            try .labels(step, weight: method.labelWeight),
        ]
    }

    /// What theta's gradient is multiplied by, from 0 down to −1.
    private func reversal(in epoch: Int) -> Double {
        ScheduledNumber.cosine(from: 0, to: -1, epochs: method.reversalEpochs + 1)
            .value(epoch: epoch + 1, of: method.reversalEpochs + 1)
    }

    /// A scalar above 0, whose gradient reaches theta times `reversal`.
    private func temperature(reversal: Double) throws(TorchError) -> Tensor {
        let still = try theta.tensor.detached()
        let reversed = try still + (theta.tensor - still) * reversal
        return try reversed.sigmoid() * method.end + method.start
    }
}
