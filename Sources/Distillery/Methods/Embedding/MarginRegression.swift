import Torch

/// By how much one text is nearer than another: `weight · mean_i,j,k ((s_ij − s_ik) − (t_ij − t_ik))²`.
///
/// `s` and `t` are the cosines of the texts of a batch; `j` and `k` go over all but `i`. That is twice the
/// variance of `s_ij − t_ij` over `j`, so that no triple is written out.
public struct MarginRegression: StatelessMethod {
    public static let kind = "margin-mse"
    public static let summary = "by how much one text is nearer than another"
    public static let paper = Paper(
        "Hofstätter et al.",
        "Improving Efficient Neural Ranking Models with Cross-Architecture Knowledge Distillation",
        2020)
    public static let options: [MethodOption<Self>] = [.weight(\.weight)]

    public var weight: ScheduledNumber = 1

    public init() {}

    public var needs: MethodNeeds { [.teacher, .wholeBatch] }
    public var suits: Set<TaskKind> { [.embedding] }

    public func terms(_ step: DistillationStep) throws -> [LossTerm] {
        let taught = try step.requireTeacher().cosinesBetweenRows()
        let apart = try step.student.cosinesBetweenRows() - taught
        let count = apart.shape[0]
        let others = try 1 - Tensor.identity(count).to(apart.device)
        let pairs = Double(max(count - 1, 1))
        let mean = try (apart * others).sum(dimension: 1, keeping: true) / pairs
        let variance = try ((apart - mean).square() * others).sum(dimension: 1) / pairs
        return [LossTerm("margins", try (2 * variance).mean(), weight: weight.value(at: step))]
    }
}
