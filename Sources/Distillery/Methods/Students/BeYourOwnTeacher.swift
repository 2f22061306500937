import Torch

/// A network that teaches its own shallow parts: each stage gets an exit, and the deepest, the network's
/// own head, is the teacher of the others.
///
/// `(1 − alpha) · Σ_exits cross-entropy + alpha · Σ_shallow T² · KL(p_deepest^T ‖ p_exit^T)
/// + beta · Σ_shallow Σ (f_exit − f_deepest)² / batch`, f the vector before an exit's head. The deepest is
/// cut off from autograd as a target. Exits are trained beside the student and thrown away.
public struct BeYourOwnTeacher: Method {
    public static let kind = "be-your-own-teacher"
    public static let summary = "a network's last layers teach exits from its earlier ones"
    public static let paper = Paper(
        "Zhang et al.",
        "Be Your Own Teacher: Improve the Performance of Convolutional Neural Networks via Self "
            + "Distillation", 2019)
    public static let options: [MethodOption<Self>] = [
        .share("alpha", \.alpha), .positive("temperature", \.temperature),
        .notNegative("beta", \.beta),
        MethodOption("student-taps", \.taps, expected: "a list of different module paths") {
            !$0.isEmpty && Set($0).count == $0.count
        },
    ]

    /// The soft terms' share, 0…1; the labels have the rest.
    public var alpha = 0.1
    /// Divides the logits of all exits before the softmax.
    public var temperature = 3.0
    /// Weighs the distance of the exits' vectors.
    public var beta = 1e-6
    /// Where the exits are; nil is the end of every stage but the last.
    public var taps: [String]?

    public init() {}

    public var needs: MethodNeeds { [.labels, .taps] }

    public func makeObjective(for setting: MethodSetting) throws -> any Objective {
        let student = setting.student
        let stages = try student.paths(nil, at: .stages, for: Self.kind)
        let places = try (taps ?? stages.dropLast()).map { try student.tap($0) }
        let (last, pooled) = (try student.tap(stages[stages.count - 1]), student.pooled)
        guard !places.isEmpty else {
            throw MethodError.unsuitable(
                method: Self.kind,
                reason: "\(student.name) has one stage, whose exit is its own head; name earlier "
                    + "modules in student-taps, or use a network of several stages")
        }
        for place in places + [last] where place.shape.count != 4 {
            throw MethodError.unsuitable(
                method: Self.kind,
                reason: "its exits read feature maps, and \(place) is none; use a convolutional "
                    + "network, or name maps in student-taps")
        }
        return try BeYourOwnTeacherObjective(
            self, taps: Taps(student: places.map(\.path) + [pooled]),
            exits: places.map { place in
                try StageExit(
                    place, height: last.shape[2], width: student.tap(pooled).channels,
                    classes: setting.classes)
            })
    }

    /// The sums over the exits, the deepest last in both lists: logits `[batch, classes]`, features
    /// `[batch, width]`.
    func sums(
        exits: [Tensor], features: [Tensor]
    ) throws(TorchError) -> (soft: Tensor, distance: Tensor) {
        let target = try exits[exits.count - 1].detached()
        let place = try features[features.count - 1].detached()
        let loss = SoftTargetLoss(temperature: .scheduled(.constant(temperature)))
        var soft = try Tensor.zeros([], scalarType: target.scalarType, device: target.device)
        var distance = soft
        for (logits, feature) in zip(exits, features).dropLast() {
            soft = try soft + loss(student: logits, teacher: target)
            let square = try feature.squaredError(from: place, reduction: .sum)
            distance = try distance + square / Double(feature.shape[0])
        }
        return (soft, distance)
    }
}

/// The exits at work beside their network.
final class BeYourOwnTeacherObjective: Objective {
    let taps: Taps
    let exits: [StageExit]
    private let method: BeYourOwnTeacher

    /// - Parameter taps: the places of the exits and, last, the network's own pooled vector.
    init(_ method: BeYourOwnTeacher, taps: Taps, exits: [StageExit]) {
        self.method = method
        self.taps = taps
        self.exits = exits
    }

    func terms(_ step: DistillationStep) throws -> [LossTerm] {
        var logits: [Tensor] = []
        var features: [Tensor] = []
        for (exit, path) in zip(exits, taps.student) {
            let feature = try exit.features(of: step.student(at: path))
            features.append(feature)
            logits.append(try exit.head(feature))
        }
        features.append(try step.student(at: taps.student[exits.count]).flattened(from: 1))
        var hard = try step.targets.crossEntropy(of: logits[0])
        for exit in logits.dropFirst() { hard = try hard + step.targets.crossEntropy(of: exit) }
        let sums = try method.sums(exits: logits + [step.student], features: features)
        return [
            LossTerm("exits-hard", hard, weight: 1 - method.alpha),
            LossTerm("exits-soft", sums.soft, weight: method.alpha),
            LossTerm("exits-features", sums.distance, weight: method.beta),
            try .labels(step, weight: .constant(1 - method.alpha)),
        ]
    }
}
