/// Everything that is told of a run: the content of `report.json`, and what `report.html` draws.
public struct RunReport: Codable, Sendable, Equatable {
    /// The report's heading, such as `resnet20 → cnn on fashion-mnist`.
    public var title: String
    public var language: ReportLanguage
    /// The distillation method's name in the catalog.
    public var method: String
    /// Name of the dataset and split that was evaluated, such as `fashion-mnist/test`.
    public var dataset: String
    /// The names of the classes, by index; may be empty.
    public var classNames: [String]
    /// Duration of the whole run.
    public var seconds: Double
    /// The models in the order they are shown: teacher, student, control.
    public var models: [Model]
    /// The measurements of every training in the run.
    public var curves: [Curve]
    /// Pictures on which teacher and student disagree, most interesting first.
    public var disagreements: [Disagreement]
    /// What a reader should know beside the figures, a sentence each.
    public var notes: [String]
    /// The resolved recipe, as YAML.
    public var recipe: String
    /// The manifest: versions, seeds, hashes, machine.
    public var facts: [Fact]

    public init(
        title: String,
        language: ReportLanguage = .english,
        method: String,
        dataset: String,
        classNames: [String] = [],
        seconds: Double,
        models: [Model],
        curves: [Curve] = [],
        disagreements: [Disagreement] = [],
        notes: [String] = [],
        recipe: String,
        facts: [Fact] = []
    ) {
        self.title = title
        self.language = language
        self.method = method
        self.dataset = dataset
        self.classNames = classNames
        self.seconds = seconds
        self.models = models
        self.curves = curves
        self.disagreements = disagreements
        self.notes = notes
        self.recipe = recipe
        self.facts = facts
    }

    /// The model of `role`, nil when the run has none.
    public func model(_ role: ModelRole) -> Model? { models.first { $0.role == role } }

    /// The name of class `index`, its number where the classes have no names.
    public func className(_ index: Int) -> String {
        classNames.indices.contains(index) ? classNames[index] : String(index)
    }
}

/// The language of a report's own words.
public enum ReportLanguage: String, Codable, Sendable, CaseIterable {
    case english = "en"
    case chinese = "zh"
}
