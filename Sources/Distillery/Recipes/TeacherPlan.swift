/// The network that teaches: `teacher:` in a recipe.
public struct TeacherPlan: Codable, Sendable, Equatable {
    /// The network; may be left out where `weights` is a folder that says it.
    public var model: ModelPlan?
    /// A weights file, a model's folder or a run's folder; `nil` trains the teacher first.
    public var weights: String?
    /// How the teacher is trained where it has no weights; `nil` is the recipe's `training`.
    public var training: TrainingPlan?

    public init(
        model: ModelPlan? = nil, weights: String? = nil, training: TrainingPlan? = nil
    ) {
        self.model = model
        self.weights = weights
        self.training = training
    }

    enum CodingKeys: String, CodingKey, CaseIterable { case model, weights, training }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        model = try values.decodeIfPresent(.model)
        weights = try values.decodeIfPresent(.weights)
        training = try values.decodeIfPresent(.training)
        if model == nil, weights == nil {
            throw RecipeError.missingKey(path: values.path, key: CodingKeys.model.rawValue)
        }
    }
}
