/// The network that learns: `student:` in a recipe.
public struct StudentPlan: Codable, Sendable, Equatable {
    public var model: ModelPlan
    /// Weights to begin with: a file, a model's folder or a run's folder.
    public var weights: String?
    /// Which of the teacher's layers it begins with; of text networks of one family and width.
    public var teacherLayers: TeacherLayers?

    public init(
        model: ModelPlan, weights: String? = nil, teacherLayers: TeacherLayers? = nil
    ) {
        self.model = model
        self.weights = weights
        self.teacherLayers = teacherLayers
    }

    enum CodingKeys: String, CodingKey, CaseIterable {
        case model, weights
        case teacherLayers = "teacher-layers"
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        model = try values.decode(.model)
        weights = try values.decodeIfPresent(.weights)
        teacherLayers = try values.decodeIfPresent(.teacherLayers)
        if weights != nil, teacherLayers != nil {
            throw RecipeError.invalidValue(
                path: values.path(of: .teacherLayers), found: "given beside 'weights'",
                expected: "one of the two")
        }
    }
}
