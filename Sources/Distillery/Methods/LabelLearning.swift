import Torch

/// Learning from labels alone: how teachers are trained, and the control beside every distillation.
public struct LabelLearning: Method {
    public static let kind = "labels"
    public static let summary = "cross-entropy with the labels, without a teacher"
    public static let paper = "the control; smoothing: Szegedy et al., Rethinking Inception, 2016"

    /// The share of the label's probability that is spread over all classes, 0…1.
    public var smoothing: Double

    public init(smoothing: Double = 0) { self.smoothing = smoothing }

    public var needsTeacher: Bool { false }

    public func terms(_ step: DistillationStep) throws(TorchError) -> [LossTerm] {
        [
            LossTerm(
                "hard", try step.targets.crossEntropy(of: step.student, labelSmoothing: smoothing))
        ]
    }
}

extension LabelLearning {
    enum CodingKeys: String, CodingKey, CaseIterable { case kind, smoothing }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        smoothing = try values.decode(
            .smoothing, default: 0.0, expected: "at least 0 and below 1",
            where: { (0..<1).contains($0) })
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(Self.kind, forKey: .kind)
        try container.encode(smoothing, forKey: .smoothing)
    }
}
