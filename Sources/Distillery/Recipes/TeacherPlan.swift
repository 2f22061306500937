/// The network that teaches: `teacher:` in a recipe.
public struct TeacherPlan: Codable, Sendable, Equatable {
    /// The network; may be left out where `weights` is a folder that says it, or with `labels`.
    public var model: ModelPlan?
    /// A weights file, a model's folder or a run's folder; `nil` trains the teacher first.
    public var weights: String?
    /// How the teacher is trained where it has no weights; `nil` is the recipe's `training`.
    public var training: TrainingPlan?
    /// A store of the teacher's answers, which are then all that there is of it.
    public var labels: String?
    /// Whether the teacher's answers are kept in the run's folder and used again.
    public var cache: Bool
    /// The number of views of every example whose answers are kept with `cache`; `nil` is one,
    /// where pictures are not augmented.
    public var views: Int?

    public init(
        model: ModelPlan? = nil, weights: String? = nil, training: TrainingPlan? = nil,
        labels: String? = nil, cache: Bool = false, views: Int? = nil
    ) {
        self.model = model
        self.weights = weights
        self.training = training
        self.labels = labels
        self.cache = cache
        self.views = views
    }

    enum CodingKeys: String, CodingKey, CaseIterable {
        case model, weights, training, labels, cache, views
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        model = try values.decodeIfPresent(.model)
        weights = try values.decodeIfPresent(.weights)
        training = try values.decodeIfPresent(.training)
        labels = try values.decodeIfPresent(.labels)
        cache = try values.decode(.cache, default: false)
        views = try values.decodePositive(.views)
        if model == nil, weights == nil, labels == nil {
            throw RecipeError.missingKey(path: values.path, key: CodingKeys.model.rawValue)
        }
        if cache, labels != nil {
            throw RecipeError.invalidValue(
                path: values.path(of: .cache), found: "true beside 'labels'",
                expected: "false, since the labels are there already")
        }
        if views != nil, !cache {
            throw RecipeError.invalidValue(
                path: values.path(of: .views), found: "given without 'cache: true'",
                expected: "left out: a store of labels has its own number of views")
        }
    }
}
