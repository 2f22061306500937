import Torch

/// Stages of the student answer, too, each through a head of its own, and all learn from the teacher's
/// logits: nothing but probabilities is compared, so that teacher and student may be of unlike kinds.
///
/// `weight · Σ mean_i(−Σ_c ((p_t + y)^epsilon − y) · log p_s) + label-weight · cross-entropy`, y one for
/// the label, over the logits and a head for each stage: a mean over all places (of a map or of a
/// transformer's tokens), then a linear layer.
public struct OneForAll: Method {
    public static let kind = "ofa"
    public static let summary = "logits of every stage, for networks of unlike kinds"
    public static let paper = Paper(
        "Hao et al.",
        "One-for-All: Bridge the Gap Between Heterogeneous Architectures in Knowledge Distillation",
        2023)
    public static let options: [MethodOption<Self>] =
        [
            .positive("epsilon", \.epsilon), .weight(\.weight),
            MethodOption("stage-heads", \.stageHeads), MethodOption("standardize", \.standardize),
            .labelWeight(\.labelWeight),
        ]
        // It listens to the student alone.
        + MethodOption.taps(\.taps).prefix(1)

    /// Above 1 the label's own probability counts for more where the teacher is sure of it.
    public var epsilon = 1.0
    public var weight: ScheduledNumber = 1
    /// Whether stages answer, too, or the logits are compared alone.
    public var stageHeads = true
    /// Whether the logits of all are standardised first (see `LogitStandardization`).
    public var standardize = false
    public var labelWeight: ScheduledNumber = 1
    /// The stages with a head; left open they are all that the student has.
    public var taps = TapChoice()

    public init() {}

    public var needs: MethodNeeds {
        stageHeads ? [.teacher, .plainLabels, .taps] : [.teacher, .plainLabels]
    }

    public func makeObjective(for setting: MethodSetting) throws -> any Objective {
        let paths = stageHeads ? taps.student ?? setting.student.stages : []
        return try OneForAllObjective(self, at: paths.map(setting.student.tap), setting)
    }
}

final class OneForAllObjective: Objective {
    /// From the mean over places to logits, one a tap.
    let heads: [Linear]
    let taps: Taps
    private let method: OneForAll

    init(_ method: OneForAll, at taps: [Tap], _ setting: MethodSetting) throws {
        self.method = method
        self.taps = Taps(student: taps.map(\.path))
        heads = try taps.map { tap in
            guard let width = Self.width(of: tap) else {
                throw MethodError.unsuitable(
                    method: OneForAll.kind,
                    reason: "a head reads a map, tokens or a vector, and the student's \(tap) is "
                        + "none of these; name other modules in 'student-taps'")
            }
            return try Linear(width, setting.classes)
        }
        for head in heads { try head.move(to: setting.device) }
    }

    func terms(_ step: DistillationStep) throws -> [LossTerm] {
        let teacher = try step.logits(standardized: method.standardize).teacher
        let target = try target(of: teacher, step.targets)
        var terms = [try term("logits", step.student, target, step)]
        for (path, head) in zip(taps.student, heads) {
            let answer = try head(step.student(at: path).meanOverPlaces())
            terms.append(try term("logits-\(path)", answer, target, step))
        }
        return terms + [try .labels(step, weight: method.labelWeight)]
    }

    private func term(
        _ name: String, _ answer: Tensor, _ target: Tensor, _ step: DistillationStep
    ) throws(TorchError) -> LossTerm {
        let logits = try method.standardize ? answer.standardized() : answer
        let loss = try -(target * logits.logSoftmax(dimension: -1)).sum(dimension: -1).mean()
        return LossTerm(name, loss, weight: method.weight.value(at: step))
    }

    /// `(p_t + y)^epsilon − y`, `[batch, classes]`.
    private func target(of teacher: Tensor, _ targets: Targets) throws(TorchError) -> Tensor {
        let probabilities = try teacher.softmax(dimension: -1)
        let label = try targets.isLabel(classes: teacher.shape[1]).to(probabilities.scalarType)
        return try (probabilities + label).power(method.epsilon) - label
    }

    /// Channels of `[batch, channels, height, width]`, or the width of `[batch, tokens, width]` and
    /// `[batch, width]`.
    private static func width(of tap: Tap) -> Int? {
        switch tap.shape.count {
        case 2, 4: tap.shape[1]
        case 3: tap.shape[2]
        default: nil
        }
    }
}

extension Tensor {
    /// The mean over all pixels of maps or all tokens, `[batch, width]`; vectors as they are.
    fileprivate func meanOverPlaces() throws(TorchError) -> Tensor {
        switch rank {
        case 4: try mean(dimensions: [2, 3])
        case 3: try mean(dimension: 1)
        default: self
        }
    }
}
