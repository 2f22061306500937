import Torch

/// Features that the teacher's head would read as it reads the teacher's own.
///
/// `weight · mean((h(f_s) − f_t)²) + head-weight · mean((W_t h(f_s) + b_t − z_t)²) + cross-entropy`: `h` is a
/// 1×1 convolution, batch normalisation and ReLU to the teacher's width; head `W_t`, `b_t` and logits `z_t`
/// are the teacher's. On pooled features `[N, width]`; maps are averaged over their pixels after `h`.
public struct RepresentationRegression: Method {
    public static let kind = "srrl"
    public static let summary = "features that the teacher's own head can read"
    public static let paper = Paper(
        "Yang et al.",
        "Knowledge Distillation via Softmax Regression Representation Learning", 2021)
    public static let options: [MethodOption<Self>] =
        [
            .weight(\.weight), .weight(\.headWeight, key: "head-weight"),
            .labelWeight(\.labelWeight),
        ] + MethodOption.taps(\.taps)

    /// Weighs the distance between features.
    public var weight: ScheduledNumber = 1
    /// Weighs the distance between what the teacher's head makes of them.
    public var headWeight: ScheduledNumber = 1
    public var labelWeight: ScheduledNumber = 1
    public var taps = TapChoice()

    public init() {}

    public var needs: MethodNeeds { [.teacher, .labels, .taps, .teacherNetwork] }

    public func makeObjective(for setting: MethodSetting) throws -> any Objective {
        try RepresentationObjective(self, for: setting)
    }
}

final class RepresentationObjective: Objective {
    let method: RepresentationRegression
    let pair: MapPair
    let connector: Connector
    /// The teacher's head: `[classes, width]` and `[classes]`.
    let teacherWeight: Buffer
    let teacherBias: Buffer?

    init(_ method: RepresentationRegression, for setting: MethodSetting) throws {
        let kind = RepresentationRegression.kind
        self.method = method
        pair = try setting.mapPair(
            method.taps, at: .pooled, for: kind, acceptingVectors: true)
        let head = try setting.requireTeacher(for: kind)
            .head(reading: pair.teacher.tap, for: kind)
        teacherWeight = Buffer(try head.weight.tensor.detached())
        teacherBias = try head.bias.map { Buffer(try $0.tensor.detached()) }
        connector = try .projection(
            from: pair.student.tap, to: pair.teacher.tap, activation: .relu)
    }

    var taps: Taps { pair.taps }

    func terms(_ step: DistillationStep) throws -> [LossTerm] {
        let (student, teacher) = try pair.maps(step)
        let features = try connector(student).averagedOverPixels()
        let logits = try features.linear(
            weight: teacherWeight.tensor, bias: teacherBias?.tensor)
        let near = try features.squaredError(from: teacher.averagedOverPixels())
        let read = try logits.squaredError(from: step.requireTeacher())
        return [
            LossTerm("features", near, weight: method.weight.value(at: step)),
            LossTerm("head", read, weight: method.headWeight.value(at: step)),
            try .labels(step, weight: method.labelWeight),
        ]
    }
}
