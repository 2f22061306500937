/// The figure by which a report compares models: that of the task.
public enum ReportScore: Sendable, Hashable, CaseIterable {
    /// The share of right answers.
    case accuracy
    /// The rank correlation with the truth.
    case correlation
    /// The rank correlation with the teacher's answers, where nobody knows the truth.
    case teacherCorrelation
}

extension ReportScore {
    /// The score that reports of a task are headed by.
    init(of task: TaskKind) {
        switch task {
        case .classification, .maskedWords: self = .accuracy
        case .regression, .embedding: self = .correlation
        }
    }

    /// What tables in terminals call it.
    var heading: String {
        switch self {
        case .accuracy: TaskKind.classification.scoreName
        case .correlation, .teacherCorrelation: TaskKind.embedding.scoreName
        }
    }

    /// The row of the comparison table that it stands in.
    var figure: ComparisonFigure {
        switch self {
        case .accuracy: .top1
        case .correlation: .spearman
        case .teacherCorrelation: .teacherSpearman
        }
    }
}

extension RunReport {
    /// The score that the run's models are compared by.
    var score: ReportScore {
        let qualities = models.flatMap(\.evaluations).map(\.evaluation.quality)
        if qualities.contains(where: { $0.top1 != nil }) { return .accuracy }
        if qualities.contains(where: { $0.spearman != nil }) { return .correlation }
        return qualities.contains { $0.teacherSpearman != nil } ? .teacherCorrelation : .accuracy
    }
}
