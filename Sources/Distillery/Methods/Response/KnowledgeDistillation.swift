import Torch

/// Soft targets beside labels: `alpha · T² · KL(teacher ‖ student) + (1 − alpha) · cross-entropy`.
public struct KnowledgeDistillation: StatelessMethod {
    public static let kind = "kd"
    public static let summary = "the teacher's softened probabilities beside the labels"
    public static let paper = Paper(
        "Hinton et al.", "Distilling the Knowledge in a Neural Network", 2015)
    public static let options: [MethodOption<Self>] = [
        .temperature(\.temperature), .share("alpha", \.alpha),
        MethodOption("standardize", \.standardize),
    ]

    /// Divides the logits of both before the softmax.
    public var temperature: Temperature
    /// The soft term's share, 0…1; the labels have the rest.
    public var alpha: Double
    /// Whether the logits of both are standardised first (see `LogitStandardization`).
    public var standardize: Bool

    public init(temperature: Temperature, alpha: Double = 0.9, standardize: Bool = false) {
        self.temperature = temperature
        self.alpha = alpha
        self.standardize = standardize
    }

    public init(alpha: Double) { self.init(temperature: 4, alpha: alpha) }

    public init() { self.init(temperature: 4) }

    public var needs: MethodNeeds { alpha < 1 ? [.teacher, .labels] : .teacher }

    public func terms(_ step: DistillationStep) throws -> [LossTerm] {
        var terms: [LossTerm] = []
        if alpha > 0 {
            let loss = SoftTargetLoss(temperature: temperature, standardize: standardize)
            terms.append(LossTerm("soft", try loss(step), weight: alpha))
        }
        if alpha < 1 { terms.append(try .labels(step, weight: .constant(1 - alpha))) }
        return terms
    }
}
