/// The network that learns: `student:` in a recipe.
public struct StudentPlan: Codable, Sendable, Equatable {
    public var model: ModelPlan
    /// Weights to begin with: a file, a model's folder or a run's folder.
    public var weights: String?

    public init(model: ModelPlan, weights: String? = nil) {
        self.model = model
        self.weights = weights
    }

    enum CodingKeys: String, CodingKey, CaseIterable { case model, weights }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        model = try values.decode(.model)
        weights = try values.decodeIfPresent(.weights)
    }
}
