import Torch

/// A hint from the teacher's middle: `weight · mean((r(f_s) − f_t)²) + cross-entropy`, with `r` FitNet's
/// regressor (`Connector.regressor`).
///
/// One pair of taps, the middle stages where none are named. With `stages: two` it is as in the paper:
/// a start-up phase trains the student up to the hint by the first term alone; afterwards there is
/// the second alone, or whatever stands beside it in `methods`.
public struct HintDistillation: Method {
    public static let kind = "fitnet"
    public static let summary = "a hint: the teacher's map in the middle, through a regressor"
    public static let paper = Paper("Romero et al.", "FitNets: Hints for Thin Deep Nets", 2015)
    public static let options: [MethodOption<Self>] =
        [
            .weight(\.weight), MethodOption(choice: "stages", \.stages),
            .startUpEpochs(\.startUpEpochs), .labelWeight(\.labelWeight),
        ] + MethodOption.taps(\.taps)

    /// Whether the hint comes beside the labels or before them.
    public enum Stages: String, Sendable, CaseIterable { case one, two }

    public var weight: ScheduledNumber = 100
    public var stages = Stages.one
    /// Epochs of the hint alone, of `stages: two`; left open an eighth of the plan's.
    public var startUpEpochs: Int?
    public var labelWeight: ScheduledNumber = 1
    public var taps = TapChoice()

    public init() {}

    public var needs: MethodNeeds { [.teacher, .labels, .taps] }

    public func makeObjective(for setting: MethodSetting) throws -> any Objective {
        try HintObjective(self, for: setting)
    }
}

final class HintObjective: Objective {
    let method: HintDistillation
    let pair: MapPair
    let phases: [TrainingPhase]
    let connector: Connector

    init(_ method: HintDistillation, for setting: MethodSetting) throws {
        let kind = HintDistillation.kind
        self.method = method
        pair = try setting.mapPair(method.taps, at: .middleStage, for: kind)
        connector = try .regressor(from: pair.student.tap, to: pair.teacher.tap, for: kind)
        switch method.stages {
        case .one:
            guard method.startUpEpochs == nil else {
                throw MethodError.unsuitable(
                    method: kind,
                    reason: "'start-up-epochs' belongs to 'stages: two'; set that, too")
            }
            phases = []
        case .two:
            let epochs = try setting.startUpEpochs(method.startUpEpochs, for: kind)
            // What lies above the hint gets no gradient, and so stays as it is.
            phases = [TrainingPhase("start-up", epochs: epochs)]
        }
    }

    var taps: Taps { pair.taps }

    func terms(_ step: DistillationStep) throws -> [LossTerm] {
        if method.stages == .two {
            return [try step.phase == nil ? .labels(step, weight: method.labelWeight) : hint(step)]
        }
        return [try hint(step), try .labels(step, weight: method.labelWeight)]
    }

    private func hint(_ step: DistillationStep) throws -> LossTerm {
        let (student, teacher) = try pair.maps(step)
        let distance = try connector(student).squaredError(from: teacher)
        return LossTerm("hint", distance, weight: method.weight.value(at: step))
    }
}
