import Torch

/// Where neurons switch on: for every neuron of the teacher the student's has to be on the same side
/// of 0, by a margin, whatever its size.
///
/// Over pre-activations s (through connectors) and t, `[batch, channels, height, width]`, of L levels:
///
/// `Σ_n 2^(n − L) · 3 / 1000 / batch · Σ (margin + s)₊² where t ≤ 0, (margin − s)₊² where t > 0`.
///
/// A start-up phase learns this alone; afterwards the student learns from the labels alone. Without
/// start-up epochs both are learned together.
public struct ActivationBoundaries: Method {
    public static let kind = "ab"
    public static let summary = "the boundaries at which hidden neurons switch on, before training"
    public static let paper = Paper(
        "Heo et al.",
        "Knowledge Transfer via Distillation of Activation Boundaries Formed by Hidden Neurons",
        2019)
    public static let options: [MethodOption<Self>] =
        [
            .weight(\.weight), .notNegative("margin", \.margin), .startUpEpochs(\.startUpEpochs),
            .labelWeight(\.labelWeight),
        ] + MethodOption.taps(\.taps)

    public var weight: ScheduledNumber = 1
    /// How far a pre-activation has to be from 0, on the teacher's side of it.
    public var margin = 1.0
    /// Nil is an eighth of the epochs; 0 learns both at once.
    public var startUpEpochs: Int?
    public var labelWeight: ScheduledNumber = 1
    public var taps = TapChoice()

    public init() {}

    public var needs: MethodNeeds { [.teacher, .labels, .taps, .preactivations] }

    public func makeObjective(for setting: MethodSetting) throws -> any Objective {
        try BoundaryObjective(self, in: setting)
    }
}

/// Activation boundaries at work.
///
/// Parts: `connectors.N.conv`, `connectors.N.bn`.
final class BoundaryObjective: Objective {
    let levels: PreactivationLevels
    let phases: [TrainingPhase]
    private let method: ActivationBoundaries

    var pathNames: [String: String] { ["levels": ""] }
    var taps: Taps { levels.pairs.taps }

    init(_ method: ActivationBoundaries, in setting: MethodSetting) throws {
        let kind = ActivationBoundaries.kind
        levels = try PreactivationLevels(method.taps, in: setting, for: kind)
        let epochs = try setting.startUpEpochs(method.startUpEpochs, for: kind)
        phases = epochs > 0 ? [TrainingPhase("start-up", epochs: epochs)] : []
        self.method = method
    }

    func terms(_ step: DistillationStep) throws -> [LossTerm] {
        let isMain = step.phase == nil
        var terms: [LossTerm] = []
        if !isMain || phases.isEmpty {
            let boundaries = try levels.total(step) { _, student, teacher in
                try self.distance(from: student, to: teacher)
            }
            terms.append(
                LossTerm("boundaries", boundaries, weight: method.weight.value(at: step)))
        }
        if isMain { terms.append(try .labels(step, weight: method.labelWeight)) }
        return terms
    }

    /// The published scale, 3 / 1000 and the mean over the batch, included.
    private func distance(from student: Tensor, to teacher: Tensor) throws -> Tensor {
        let side = try teacher.isGreater(than: 0).choosing(-1, otherwise: 1)
        let apart = try (student * side + method.margin).relu().square().sum()
        return try apart * (3 / 1000 / Double(student.shape[0]))
    }
}
