import Torch

/// Where a network sees each class: class activation maps.
///
/// `weight · mean((M_s − M_t)²) + cross-entropy`; `M` `[N, classes, pool, pool]` is the head's weight at
/// every pixel of the last stage, without its bias, averaged into a grid; with `normalized` each class's map is of length 1.
/// The student's head learns by it, too.
public struct ClassAttentionTransfer: Method {
    public static let kind = "cat-kd"
    public static let summary = "where both networks see each class"
    public static let paper = Paper(
        "Guo et al.", "Class Attention Transfer Based Knowledge Distillation", 2023)
    public static let options: [MethodOption<Self>] =
        [
            .weight(\.weight), .count("pool", \.pool), MethodOption("normalized", \.normalized),
            .labelWeight(\.labelWeight),
        ] + MethodOption.taps(\.taps)

    public var weight: ScheduledNumber = 1.8
    /// The side of the grid that maps are averaged into.
    public var pool = 2
    /// Whether the map of each class is divided by its length.
    public var normalized = false
    public var labelWeight: ScheduledNumber = 1
    public var taps = TapChoice()

    public init() {}

    public var needs: MethodNeeds { [.teacher, .labels, .taps, .teacherNetwork] }

    public func makeObjective(for setting: MethodSetting) throws -> any Objective {
        try ClassAttentionObjective(self, for: setting)
    }
}

final class ClassAttentionObjective: Objective {
    let method: ClassAttentionTransfer
    let pair: MapPair
    /// The teacher's head, `[classes, channels]`.
    let teacherWeight: Buffer
    private let studentHead: Borrowed<Linear>

    init(_ method: ClassAttentionTransfer, for setting: MethodSetting) throws {
        let kind = ClassAttentionTransfer.kind
        self.method = method
        pair = try setting.mapPair(method.taps, at: .lastStage, for: kind)
        studentHead = Borrowed(try setting.student.head(reading: pair.student.tap, for: kind))
        teacherWeight = Buffer(
            try setting.requireTeacher(for: kind).head(reading: pair.teacher.tap, for: kind)
                .weight.tensor.detached())
    }

    var taps: Taps { pair.taps }

    func terms(_ step: DistillationStep) throws -> [LossTerm] {
        let (student, teacher) = try pair.maps(step)
        let own = try activations(student, studentHead.module.weight.tensor)
        let distance = try own.squaredError(from: activations(teacher, teacherWeight.tensor))
        return [
            LossTerm("classes", distance, weight: method.weight.value(at: step)),
            try .labels(step, weight: method.labelWeight),
        ]
    }

    /// Class activation maps `[N, classes, pool · pool]`: averaging first is the same, and cheaper.
    private func activations(_ map: Tensor, _ weight: Tensor) throws(TorchError) -> Tensor {
        let cells = try map.averaged(to: [method.pool, method.pool]).flattened(from: 2)
        let activations = try weight.matrixProduct(with: cells)
        return method.normalized ? try activations.ofUnitLength(along: 2) : activations
    }
}

/// A module of another network, which is no part of what holds it.
struct Borrowed<Borrowee: Module> {
    let module: Borrowee

    init(_ module: Borrowee) { self.module = module }
}
