/// Everything that a comparison found: the content of `comparison.json`, and what the page draws.
public struct ComparisonReport: Codable, Sendable, Equatable {
    /// The heading, such as `resnet8 → cnn on fashion-mnist`.
    public var title: String
    public var language: ReportLanguage
    /// Name of the dataset that was learned and measured.
    public var dataset: String
    /// What was asked of the networks; nil, as older files have it, is for classes.
    public var task: TaskKind?
    public var student: String
    public var epochs: Int
    public var seeds: [UInt64]
    /// Number of validation examples; nil where no run finished.
    public var examples: Int?
    public var teacher: Teacher?
    /// The student trained alone.
    public var control: MethodResult
    /// The methods, the largest gain first, those without a figure last.
    public var methods: [MethodResult]
    /// What a reader should know beside the figures, a sentence each.
    public var notes: [String]
    /// The resolved recipe, as YAML.
    public var recipe: String
    public var facts: [RunReport.Fact]

    /// The model that all methods learned from.
    public struct Teacher: Codable, Sendable, Equatable {
        public var name: String
        public var top1: Double
        public var crossEntropy: Double?
        public var parameters: Int
    }

    init(
        recipe: Recipe, yaml: String, teacher: ModelEvaluation?, control: [SeedResult],
        methods: [MethodResult],
        facts: [RunReport.Fact]
    ) throws {
        let network = recipe.student?.model.kind ?? "student"
        let names = [teacher?.name ?? recipe.teacher?.model?.kind, network].compactMap { $0 }
        title = "\(names.joined(separator: " → ")) on \(recipe.data.dataset)"
        language = .english
        dataset = recipe.data.dataset
        task = recipe.data.task
        student = network
        epochs = recipe.training.epochs
        seeds = recipe.allSeeds
        examples = teacher?.examples
        self.teacher = teacher.map {
            Teacher(
                name: $0.name, top1: $0.score ?? 0,
                crossEntropy: $0.crossEntropy.flatMap { $0.isFinite ? $0 : nil },
                parameters: $0.parameters)
        }
        self.control = try MethodResult(
            label: "control", method: LabelLearning(), runs: control, against: nil)
        self.methods = methods.sorted(by: Self.isBefore)
        notes = recipe.training.keep == .best ? [Self.flattery] : []
        self.recipe = yaml
        self.facts = facts
    }

    /// The score that methods are compared by.
    var score: ReportScore { ReportScore(of: task ?? .classification) }

    private static let flattery =
        "Figures are those of the best epoch on the same validation examples, so they flatter every "
        + "method a little."

    private static func isBefore(_ one: MethodResult, _ other: MethodResult) -> Bool {
        (one.gain?.mean ?? one.top1?.mean ?? -.infinity)
            > (other.gain?.mean ?? other.top1?.mean ?? -.infinity)
    }

    /// Seconds of training in all runs together.
    public var seconds: Double {
        ([control] + methods).flatMap(\.runs).reduce(0) { $0 + ($1.seconds ?? 0) }
    }

    /// The runs that failed, with the label of their method.
    public var failures: [(label: String, run: SeedResult)] {
        ([control] + methods).flatMap { result in
            result.runs.filter { $0.failure != nil }.map { (result.label, $0) }
        }
    }
}
