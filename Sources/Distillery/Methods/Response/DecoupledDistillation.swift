import Torch

/// Soft targets taken apart: how sure the teacher is of the label (TCKD), and how it ranks all other
/// classes (NCKD), whose weight then no longer falls when the teacher is sure.
///
/// `cross-entropy + min((epoch + 1) / warm-up, 1) · T² · (alpha · TCKD + beta · NCKD)`.
public struct DecoupledDistillation: StatelessMethod {
    public static let kind = "dkd"
    public static let summary = "the target class and the other classes apart"
    public static let paper = Paper("Zhao et al.", "Decoupled Knowledge Distillation", 2022)
    public static let options: [MethodOption<Self>] = [
        .weight(\.alpha, key: "alpha"), .weight(\.beta, key: "beta"), .temperature(\.temperature),
        .notNegative("warm-up-epochs", \.warmUpEpochs), MethodOption("standardize", \.standardize),
        .labelWeight(\.labelWeight),
    ]

    /// Weighs the target class's term.
    public var alpha: ScheduledNumber = 1
    /// Weighs the other classes' term.
    public var beta: ScheduledNumber = 8
    /// Divides the logits of both before the softmax.
    public var temperature: Temperature = 4
    /// Epochs over which both terms come in; 0 for none.
    public var warmUpEpochs = 20.0
    /// Whether the logits of both are standardised first (see `LogitStandardization`).
    public var standardize = false
    public var labelWeight: ScheduledNumber = 1

    public init() {}

    public var needs: MethodNeeds { [.teacher, .plainLabels] }

    public func terms(_ step: DistillationStep) throws -> [LossTerm] {
        let (student, teacher) = try step.logits(standardized: standardize)
        let labels = try step.targets.labels.unsqueezed(-1)
        let temperature = try temperature.column(
            student: student, teacher: teacher, epoch: step.epoch, of: step.epochs)
        let (own, taught) = (
            try Parts(student / temperature, labels), try Parts(teacher / temperature, labels)
        )
        let square = try temperature.square().squeezed(-1)
        let target = try (square * taught.binary.divergence(of: own.binary)).mean()
        let others = try (square * taught.others.divergence(of: own.others)).mean()
        let warmUp = warmUpEpochs > 0 ? min(1, Double(step.epoch + 1) / warmUpEpochs) : 1
        return [
            LossTerm("target", target, weight: alpha.value(at: step) * warmUp),
            LossTerm("others", others, weight: beta.value(at: step) * warmUp),
            try .labels(step, weight: labelWeight),
        ]
    }

    /// Logits `[batch, classes]` taken apart at the labels `[batch, 1]`.
    private struct Parts {
        /// Logits of (label, any other class): `[batch, 2]`.
        let binary: Tensor
        /// Logits of which the label's is so low that its probability is 0: `[batch, classes]`.
        let others: Tensor

        init(_ logits: Tensor, _ labels: Tensor) throws(TorchError) {
            let isLabel = try Tensor.arange(to: logits.shape[1], device: labels.device)
                .equals(labels)
            others = try logits.replaced(where: isLabel, with: logits - 1000)
            // By logarithms: 1 − p of a sure network is 0 in single precision.
            let other = try others.logSumExp(dimension: -1, keeping: true)
            let own = try logits.gather(dimension: 1, indices: labels)
            binary = try Tensor.concatenated([own, other], dimension: 1)
        }
    }
}
