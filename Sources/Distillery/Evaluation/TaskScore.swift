/// The figure by which a training's epochs are compared, the higher the better.
public struct TaskScore: Sendable, Hashable, CustomStringConvertible {
    public var task: TaskKind
    public var value: Double

    public init(_ task: TaskKind, _ value: Double) {
        self.task = task
        self.value = value
    }

    /// The name and the figure, as `top-1 91.20 %`.
    public var description: String { "\(task.scoreName) \(NumberFormat.percent(value))" }
}

extension TaskKind {
    /// What a model's score is called.
    var scoreName: String {
        switch self {
        case .classification, .maskedWords: "top-1"
        case .regression, .embedding: "rank correlation"
        }
    }

    /// The name under which scores are logged.
    var scoreMetric: String {
        switch self {
        case .classification, .maskedWords: MetricName.top1
        case .regression, .embedding: MetricName.spearman
        }
    }
}

extension MetricPoint {
    /// The score of an epoch, where the point has one.
    var score: Double? { values[MetricName.top1] ?? values[MetricName.spearman] }
}
