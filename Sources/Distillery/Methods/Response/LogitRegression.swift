import Torch

/// Regression on the teacher's logits: `weight · mean(((z_s − z_t) / T)²) + label-weight · cross-entropy`.
///
/// The mean is over all elements, so that the term does not grow with the number of classes.
public struct LogitRegression: StatelessMethod {
    public static let kind = "logits-mse"
    public static let summary = "squared distance between logits"
    public static let paper = Paper(
        "Ba and Caruana", "Do Deep Nets Really Need to be Deep?", 2014)
    public static let options: [MethodOption<Self>] = [
        .weight(\.weight), .positive("temperature", \.temperature),
        MethodOption("standardize", \.standardize), .labelWeight(\.labelWeight),
    ]

    public var weight: ScheduledNumber = 1
    /// Divides the logits of both.
    public var temperature = 1.0
    /// Whether the logits of both are standardised first (see `LogitStandardization`).
    public var standardize = false
    public var labelWeight: ScheduledNumber = 1

    public init() {}

    public var needs: MethodNeeds { [.teacher, .labels] }
    public var suits: Set<TaskKind> { Set(TaskKind.allCases) }

    public func terms(_ step: DistillationStep) throws -> [LossTerm] {
        let (student, teacher) = try step.logits(standardized: standardize)
        let distance = try (student / temperature).squaredError(from: teacher / temperature)
        return [
            LossTerm("logits", distance, weight: weight.value(at: step)),
            try .labels(step, weight: labelWeight),
        ]
    }
}

extension DistillationStep {
    /// The logits of both, standardised where that is wanted.
    func logits(standardized: Bool) throws -> (student: Tensor, teacher: Tensor) {
        let teacher = try requireTeacher()
        guard standardized else { return (student, teacher) }
        return (try student.standardized(), try teacher.standardized())
    }
}
