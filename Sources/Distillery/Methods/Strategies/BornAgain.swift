import Torch

/// Generations of the same network, each taught by the one before: `alpha · T² · KL(former ‖ student) +
/// (1 − alpha) · cross-entropy`.
///
/// The first generation learns from the recipe's teacher, or from labels where there is none; the last
/// one is the student. With the defaults the loss is half the sum of the paper's two terms, the
/// cross-entropy with the labels and with the former generation's probabilities; `alpha: 1` is its
/// variant without labels. Every generation begins with weights of its own seed.
public struct BornAgain: StatelessMethod {
    public static let kind = "born-again"
    public static let summary = "generations of one network, each taught by the one before"
    public static let paper = Paper("Furlanello et al.", "Born-Again Neural Networks", 2018)
    public static let options: [MethodOption<Self>] = [
        MethodOption("generations", \.generations, expected: "from 1 to 20") {
            (1...20).contains($0)
        },
        .temperature(\.temperature), .share("alpha", \.alpha),
    ]

    /// How many networks are trained, the student included.
    public var generations = 3
    /// Divides the logits of both before the softmax; the paper has none, which is 1.
    public var temperature: Temperature = 1
    /// The soft term's share, 0…1; the labels have the rest.
    public var alpha = 0.5

    public init() {}

    public var needs: MethodNeeds { alpha < 1 ? [.teacher, .labels] : .teacher }

    public func terms(_ step: DistillationStep) throws -> [LossTerm] {
        let soft = try SoftTargetLoss(temperature: temperature)(step)
        var terms = [LossTerm("soft", soft, weight: alpha)]
        if alpha < 1 { terms.append(try .labels(step, weight: .constant(1 - alpha))) }
        return terms
    }
}
