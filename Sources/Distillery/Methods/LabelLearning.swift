import Torch

/// Learning from labels alone: how teachers are trained, and the control beside every distillation.
public struct LabelLearning: StatelessMethod {
    public static let kind = "labels"
    public static let summary = "cross-entropy with the labels, without a teacher"
    public static let paper = Paper(
        "Szegedy et al.", "Rethinking the Inception Architecture (label smoothing)", 2016)
    public static let options: [MethodOption<Self>] = [
        MethodOption("smoothing", \.smoothing, expected: "at least 0 and below 1") {
            (0..<1).contains($0)
        }
    ]

    /// The share of the label's probability that is spread over all classes, 0…1.
    public var smoothing: Double

    public init() { smoothing = 0 }

    public init(smoothing: Double) { self.smoothing = smoothing }

    public var needs: MethodNeeds { .labels }
    public var suits: Set<TaskKind> { [.classification, .maskedWords, .regression] }

    public func terms(_ step: DistillationStep) throws -> [LossTerm] {
        let hard = try step.targets.loss(of: step.student, labelSmoothing: smoothing)
        return [LossTerm(LossTerm.labels, hard)]
    }
}
