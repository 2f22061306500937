import Torch

/// No teacher but a rule: a probability for the label, and the rest spread over all other classes.
///
/// `weight · KL(softmax(p / T) ‖ softmax(z)) + label-weight · cross-entropy`: the rule's probabilities
/// p stand where a teacher's logits would. `form` chooses between the authors' code and their paper.
public struct TeacherFree: StatelessMethod {
    public static let kind = "teacher-free"
    public static let summary = "a teacher made by hand: sure of the label, even about the rest"
    public static let paper = Paper(
        "Yuan et al.", "Revisiting Knowledge Distillation via Label Smoothing Regularization", 2020)
    public static let options: [MethodOption<Self>] = [
        .share("correct-probability", \.correctProbability),
        .positive("temperature", \.temperature), MethodOption(choice: "form", \.form),
        .weight(\.weight), .labelWeight(\.labelWeight),
    ]

    public enum Form: String, CaseIterable, Sendable {
        /// The rule alone is softened, and so there is no T²: the authors' code, KD_Lib.
        case code
        /// Both are, and so T² is there: `T² · KL(softmax(p / T) ‖ softmax(z / T))`.
        case paper
    }

    /// What the rule gives the label, 0…1.
    public var correctProbability = 0.9
    /// Divides the rule's probabilities before their softmax; the higher, the more even.
    public var temperature = 10.0
    public var form = Form.code
    public var weight: ScheduledNumber = 0.5
    public var labelWeight: ScheduledNumber = 0.5

    public init() {}

    public var needs: MethodNeeds { .plainLabels }

    public func terms(_ step: DistillationStep) throws -> [LossTerm] {
        let rule = try rule(for: step) / temperature
        let soft =
            switch form {
            case .code: try rule.divergence(of: step.student).mean()
            case .paper:
                try rule.divergence(of: step.student / temperature).mean()
                    * (temperature * temperature)
            }
        return [
            LossTerm("soft", soft, weight: weight.value(at: step)),
            try .labels(step, weight: labelWeight),
        ]
    }

    /// The rule's probabilities, `[batch, classes]`.
    private func rule(for step: DistillationStep) throws -> Tensor {
        let classes = step.student.shape[1]
        let isLabel = try step.targets.isLabel(classes: classes)
        let ones = try step.student.detached().onesLike()
        let rest = (1 - correctProbability) / Double(max(classes - 1, 1))
        return try (ones * rest).replaced(where: isLabel, with: ones * correctProbability)
    }
}
