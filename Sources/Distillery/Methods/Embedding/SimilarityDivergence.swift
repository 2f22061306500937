import Torch

/// Which texts of a batch are near to each other: `weight · mean_i KL(softmax(t_i / T) ‖ softmax(s_i / T))`.
///
/// `s_i` and `t_i` are the cosines of text `i` with all others of the batch, without itself, so that
/// vectors may be of any width.
public struct SimilarityDivergence: StatelessMethod {
    public static let kind = "similarity-kl"
    public static let summary = "which texts of a batch are near to each other, as probabilities"
    public static let paper = Paper(
        "Fang et al.", "SEED: Self-supervised Distillation for Visual Representation", 2021)
    public static let options: [MethodOption<Self>] = [
        .weight(\.weight), .positive("temperature", \.temperature),
    ]

    public var weight: ScheduledNumber = 1
    /// Of cosines, which lie close together.
    public var temperature = 0.05

    public init() {}

    public var needs: MethodNeeds { [.teacher, .wholeBatch] }
    public var suits: Set<TaskKind> { [.embedding] }

    public func terms(_ step: DistillationStep) throws -> [LossTerm] {
        let own = try others(step.student.cosinesBetweenRows())
        let taught = try others(step.requireTeacher().cosinesBetweenRows())
        let divergence = try taught.divergence(of: own).mean()
        return [LossTerm("similarity", divergence, weight: weight.value(at: step))]
    }

    /// Cosines over the temperature, `[batch, batch]`, with the text itself out of the running.
    private func others(_ cosines: Tensor) throws(TorchError) -> Tensor {
        let itself = try Tensor.identity(cosines.shape[0]).to(cosines.device)
        return try cosines / temperature - itself * 1e4
    }
}
