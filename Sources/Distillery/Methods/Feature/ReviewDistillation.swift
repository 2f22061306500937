import Torch

/// Every stage of the teacher teaches with what the student has seen up to there: from the last level
/// to the first, the student's maps are fused with those of the levels above (`AttentionFusion`).
///
/// The student's levels are its stages and its pooled features, a map of one pixel; the teacher's its
/// pre-activations and pooled features; where one has more stages than the other its first ones are
/// left out. With `D` of `pyramidDistance`:
///
/// `weight · min((epoch + 1) / warm-up, 1) · Σ_levels D + label-weight · cross-entropy`.
public struct ReviewDistillation: Method {
    public static let kind = "review-kd"
    public static let summary = "maps of every stage, fused with those of the stages above"
    public static let paper = Paper(
        "Chen, Liu, Zhao and Jia", "Distilling Knowledge via Knowledge Review", 2021)
    public static let options: [MethodOption<Self>] =
        [
            .weight(\.weight), .notNegative("warm-up-epochs", \.warmUpEpochs),
            .labelWeight(\.labelWeight),
        ] + MethodOption.taps(\.taps)

    public var weight: ScheduledNumber = 1
    /// Epochs over which the term comes in; 0 for none.
    public var warmUpEpochs = 20.0
    public var labelWeight: ScheduledNumber = 1
    /// The maps of both; the pooled features always come last.
    public var taps = TapChoice()

    public init() {}

    public var needs: MethodNeeds { [.teacher, .labels, .taps, .preactivations] }

    public func makeObjective(for setting: MethodSetting) throws -> any Objective {
        try ReviewObjective(self, in: setting)
    }
}

/// Knowledge review at work.
///
/// Parts: `levels.N.conv1`, `bn1`, `attention`, `conv2`, `bn2`.
final class ReviewObjective: Objective {
    let levels: [AttentionFusion]
    private let pairs: [MapPair]
    private let method: ReviewDistillation

    var taps: Taps { pairs.taps }

    /// The channels that go from level to level, at most.
    private static let widest = 512

    init(_ method: ReviewDistillation, in setting: MethodSetting) throws {
        pairs = try setting.reviewed(method.taps, for: ReviewDistillation.kind)
        let middle = min(Self.widest, pairs.last?.student.channels ?? 0)
        let last = pairs.count - 1
        levels = try pairs.enumerated().map { level, pair in
            try AttentionFusion(
                pair.student.channels, middle: middle, outputs: pair.teacher.channels,
                isFused: level < last)
        }
        self.method = method
    }

    func terms(_ step: DistillationStep) throws -> [LossTerm] {
        var above: Tensor?
        var distances: [Tensor] = []
        for (level, pair) in zip(levels, pairs).reversed() {
            let maps = try pair.maps(step)
            let teacher = try maps.teacher.asMap()
            let (compared, next) = try level(
                maps.student.asMap(), above: above, size: Array(teacher.shape.suffix(2)))
            distances.append(try compared.pyramidDistance(to: teacher))
            above = next
        }
        let warmUp =
            method.warmUpEpochs > 0 ? min(1, Double(step.epoch + 1) / method.warmUpEpochs) : 1
        return [
            LossTerm(
                "review", try distances.total(),
                weight: method.weight.value(at: step) * warmUp),
            try .labels(step, weight: method.labelWeight),
        ]
    }
}

extension MethodSetting {
    /// Stages of the student with pre-activations of the teacher, then the pooled features of both.
    fileprivate func reviewed(
        _ choice: TapChoice, for method: String
    ) throws(MethodError) -> [MapPair] {
        let teacher = try requireTeacher(for: method)
        let own = try student.paths(choice.student, at: .stages, for: method)
        let taught = try teacher.paths(choice.teacher, at: .preactivations, for: method)
        let count = min(own.count, taught.count)
        let named = TapChoice(
            student: choice.student ?? own.suffix(count),
            teacher: choice.teacher ?? taught.suffix(count))
        return try mapPairs(named, at: .stages, for: method)
            + mapPairs(at: .pooled, for: method, acceptingVectors: true)
    }
}
