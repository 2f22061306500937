import Torch

/// Soft targets beside labels: `alpha · T² · KL(teacher ‖ student) + (1 − alpha) · cross-entropy`.
public struct KnowledgeDistillation: Method {
    public static let kind = "kd"
    public static let summary = "the teacher's softened probabilities beside the labels"
    public static let paper = "Hinton et al., Distilling the Knowledge in a Neural Network, 2015"

    /// Divides the logits of both before the softmax; above 0.
    public var temperature: Double
    /// The soft term's share, 0…1; the labels have the rest.
    public var alpha: Double

    public init(temperature: Double = 4, alpha: Double = 0.9) {
        self.temperature = temperature
        self.alpha = alpha
    }

    public var needsTeacher: Bool { true }

    public func terms(_ step: DistillationStep) throws(TorchError) -> [LossTerm] {
        var terms: [LossTerm] = []
        if alpha > 0, let teacher = step.teacher {
            let loss = SoftTargetLoss(temperature: temperature)
            terms.append(
                LossTerm("soft", try loss(student: step.student, teacher: teacher), weight: alpha))
        }
        if alpha < 1 {
            let hard = try step.targets.crossEntropy(of: step.student)
            terms.append(LossTerm("hard", hard, weight: 1 - alpha))
        }
        return terms
    }
}

extension KnowledgeDistillation {
    enum CodingKeys: String, CodingKey, CaseIterable { case kind, temperature, alpha }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        temperature = try values.decode(
            .temperature, default: 4.0, expected: "above 0", where: { $0 > 0 && $0.isFinite })
        alpha = try values.decode(
            .alpha, default: 0.9, expected: "between 0 and 1", where: { (0...1).contains($0) })
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(Self.kind, forKey: .kind)
        try container.encode(temperature, forKey: .temperature)
        try container.encode(alpha, forKey: .alpha)
    }
}
