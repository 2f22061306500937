import Torch

/// The direction of the teacher's features: `weight · mean(1 − cos(r(f_s), f_t)) + cross-entropy`.
///
/// Compares the vectors that the heads read, `[N, width]`; maps are averaged over their pixels first. `r`
/// is a linear layer where widths differ, else nothing.
public struct CosineDistillation: Method {
    public static let kind = "cosine"
    public static let summary = "the direction of pooled features"
    public static let paper = Paper(
        "Sanh et al.", "DistilBERT, a distilled version of BERT (its cosine loss)", 2019)
    public static let options: [MethodOption<Self>] =
        [.weight(\.weight), .labelWeight(\.labelWeight)] + MethodOption.taps(\.taps)

    public var weight: ScheduledNumber = 1
    public var labelWeight: ScheduledNumber = 1
    public var taps = TapChoice()

    public init() {}

    public var needs: MethodNeeds { [.teacher, .labels, .taps] }

    public func makeObjective(for setting: MethodSetting) throws -> any Objective {
        try CosineObjective(self, for: setting)
    }
}

final class CosineObjective: Objective {
    let method: CosineDistillation
    let pair: MapPair
    let connector: Connector

    init(_ method: CosineDistillation, for setting: MethodSetting) throws {
        self.method = method
        pair = try setting.mapPair(
            method.taps, at: .pooled, for: CosineDistillation.kind, acceptingVectors: true)
        connector = try .inferred(
            from: pair.student.tap.averaged, to: pair.teacher.tap.averaged,
            for: CosineDistillation.kind)
    }

    var taps: Taps { pair.taps }

    func terms(_ step: DistillationStep) throws -> [LossTerm] {
        let (student, teacher) = try pair.vectors(step)
        let cosine = try connector(student).cosineSimilarity(to: teacher)
        return [
            LossTerm("direction", try 1 - cosine.mean(), weight: method.weight.value(at: step)),
            try .labels(step, weight: method.labelWeight),
        ]
    }
}
