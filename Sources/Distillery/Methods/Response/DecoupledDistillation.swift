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
        let temperature = try temperature.column(
            student: student, teacher: teacher, epoch: step.epoch, of: step.epochs)
        let split = try Split(at: step.targets.labels, classes: student.shape[1])
        let own = try split(student / temperature)
        let taught = try split(teacher / temperature)
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

    public func taps(in setting: MethodSetting) throws -> Taps {
        guard setting.classes > 1 else {
            throw MethodError.unsuitable(
                method: Self.kind,
                reason: "it compares the classes beside the label, and the data have one class; "
                    + "use data of two classes or more")
        }
        return .none
    }
}

/// Takes logits apart at the labels of a batch.
private struct Split {
    /// The labels, `[batch, 1]`.
    let labels: Tensor
    /// All other classes in their order, `[batch, classes - 1]`.
    let others: Tensor

    init(at labels: Tensor, classes: Int) throws(TorchError) {
        self.labels = try labels.unsqueezed(-1)
        let places = try Tensor.arange(to: classes - 1, device: labels.device)
        // From the label on, the next class takes the place.
        others = try places + (places - self.labels).isGreater(than: -1).to(.int64)
    }

    /// Logits `[batch, classes]` as those of (label, any other class), `[batch, 2]`, and those of the
    /// other classes alone, `[batch, classes - 1]`: exact, however far logits are apart.
    func callAsFunction(
        _ logits: Tensor
    ) throws(TorchError) -> (binary: Tensor, others: Tensor) {
        let rest = try logits.gather(dimension: 1, indices: others)
        // By logarithms: 1 − p of a sure network is 0 in single precision.
        let any = try rest.logSumExp(dimension: -1, keeping: true)
        let own = try logits.gather(dimension: 1, indices: labels)
        return (try Tensor.concatenated([own, any], dimension: 1), rest)
    }
}
