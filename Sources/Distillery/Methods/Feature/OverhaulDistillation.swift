import Torch

/// What passes the teacher's rectifier, and no more: positive pre-activations are copied, negative
/// ones only as far as a margin, and only where the student's are too large.
///
/// Over pre-activations s (through connectors) and t, `[batch, channels, height, width]`, of L levels,
/// with `g = max(t, margin)` and the margin of each channel from `RectifierMargin`:
///
/// `weight · Σ_n 2^(n − L) / batch · Σ (s − g)² where t > 0, (s − g)₊² where t ≤ 0`.
public struct OverhaulDistillation: Method {
    public static let kind = "ofd"
    public static let summary = "pre-activations by a partial distance with margins"
    public static let paper = Paper(
        "Heo et al.", "A Comprehensive Overhaul of Feature Distillation", 2019)
    public static let options: [MethodOption<Self>] =
        [.weight(\.weight), .labelWeight(\.labelWeight)] + MethodOption.taps(\.taps)

    public var weight: ScheduledNumber = 0.001
    public var labelWeight: ScheduledNumber = 1
    public var taps = TapChoice()

    public init() {}

    public var needs: MethodNeeds {
        [.teacher, .labels, .taps, .preactivations, .teacherNetwork]
    }

    public func makeObjective(for setting: MethodSetting) throws -> any Objective {
        try OverhaulObjective(self, in: setting)
    }
}

/// The overhaul at work.
///
/// Parts: `connectors.N.conv`, `connectors.N.bn`; buffers: `margins.N` `[channels, 1, 1]`.
final class OverhaulObjective: Objective {
    let levels: PreactivationLevels
    let margins: [Buffer]
    private let method: OverhaulDistillation

    var pathNames: [String: String] { ["levels": ""] }
    var taps: Taps { levels.pairs.taps }

    init(_ method: OverhaulDistillation, in setting: MethodSetting) throws {
        let kind = OverhaulDistillation.kind
        let teacher = try setting.requireTeacher(for: kind)
        levels = try PreactivationLevels(method.taps, in: setting, for: kind)
        margins = try levels.pairs.map { pair in
            let norm = try teacher.batchNorm(before: pair.teacher.tap, for: kind)
            return Buffer(try RectifierMargin.margins(of: norm).reshaped([-1, 1, 1]))
        }
        self.method = method
    }

    func terms(_ step: DistillationStep) throws -> [LossTerm] {
        let distance = try levels.total(step) { level, student, teacher in
            let goal = try teacher.maximum(with: self.margins[level].tensor)
            // Below its goal the student is left alone where the teacher's neuron is off.
            let least = try teacher.isGreater(than: 0).choosing(-.infinity, otherwise: 0)
            let apart = try (student - goal).maximum(with: least)
            return try apart.square().sum() * (1 / Double(student.shape[0]))
        }
        return [
            LossTerm("pre-activations", distance, weight: method.weight.value(at: step)),
            try .labels(step, weight: method.labelWeight),
        ]
    }
}
