/// The network that teaches: `teacher:` in a recipe.
public struct TeacherPlan: Codable, Sendable, Equatable {
    /// The network; may be left out where `weights` is a folder that says it, or with `labels`.
    public var model: ModelPlan?
    /// A weights file, a model's folder or a run's folder; `nil` trains the teacher first.
    public var weights: String?
    /// Weights to begin the training with: a model's or a run's folder; what its head lacks is new.
    public var start: String?
    /// How the teacher is trained where it has no weights; `nil` is the recipe's `training`.
    public var training: TrainingPlan?
    /// Which of its outputs belong to the data's classes, where they are not the same.
    public var classes: ClassMapping?
    /// A store of the teacher's answers, which are then all that there is of it.
    public var labels: String?
    /// Whether the teacher's answers are kept in the run's folder and used again.
    public var cache: Bool
    /// The number of views of every example whose answers are kept with `cache`; `nil` is one,
    /// where pictures are not augmented.
    public var views: Int?
    /// One of several teachers: how it teaches, or is taught by the one before it; `nil` is the
    /// recipe's method.
    public var method: AnyMethod?
    /// One of several teachers together: its share.
    public var weight: Double?

    public init(
        model: ModelPlan? = nil, weights: String? = nil, training: TrainingPlan? = nil,
        classes: ClassMapping? = nil, labels: String? = nil, cache: Bool = false,
        views: Int? = nil, method: (any Method)? = nil, weight: Double? = nil,
        start: String? = nil
    ) {
        self.model = model
        self.weights = weights
        self.start = start
        self.training = training
        self.classes = classes
        self.labels = labels
        self.cache = cache
        self.views = views
        self.method = method.map(AnyMethod.init)
        self.weight = weight
    }

    enum CodingKeys: String, CodingKey, CaseIterable {
        case model, weights, start, training, classes, labels, cache, views, method, weight
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        model = try values.decodeIfPresent(.model)
        weights = try values.decodeIfPresent(.weights)
        start = try values.decodeIfPresent(.start)
        training = try values.decodeIfPresent(.training)
        classes = try values.decodeIfPresent(.classes)
        method = try values.decodeIfPresent(.method)
        weight = try values.decodeAboveZero(.weight)
        labels = try values.decodeIfPresent(.labels)
        cache = try values.decode(.cache, default: false)
        views = try values.decodePositive(.views)
        if model == nil, weights == nil, labels == nil, start == nil {
            throw RecipeError.missingKey(path: values.path, key: CodingKeys.model.rawValue)
        }
        if start != nil, weights != nil || labels != nil {
            throw RecipeError.invalidValue(
                path: values.path(of: .start), found: "beside 'weights' or 'labels'",
                expected: "left out, since nothing is trained then")
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
        if classes != nil, weights == nil {
            throw RecipeError.invalidValue(
                path: values.path(of: .classes), found: "given without 'weights'",
                expected: "left out: other teachers have the data's classes")
        }
    }
}
