/// Which keys of a recipe are tuned, and how much that may cost: `search:` in a recipe.
public struct SearchPlan: Codable, Sendable, Equatable {
    public var keys: [SearchKey]
    /// Settings in the first rung; `nil` is as many as `budget` allows, or 9.
    public var trials: Int?
    /// Epochs of all trainings together, the confirming ones included.
    public var budget: Int?
    /// What part of the trials survives a rung, 1/eta, and what multiplies its epochs.
    public var eta: Int
    /// The fewest epochs that say anything about a setting.
    public var minimumEpochs: Int

    public init(
        keys: [SearchKey], trials: Int? = nil, budget: Int? = nil, eta: Int = 3,
        minimumEpochs: Int = 1
    ) {
        self.keys = keys
        self.trials = trials
        self.budget = budget
        self.eta = eta
        self.minimumEpochs = minimumEpochs
    }

    enum CodingKeys: String, CodingKey, CaseIterable {
        case keys, trials, budget, eta
        case minimumEpochs = "min-epochs"
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        self.init(
            keys: try values.decode(.keys),
            trials: try values.decodePositive(.trials),
            budget: try values.decodePositive(.budget),
            eta: try values.decode(
                .eta, default: 3, expected: "from 2 to 100", where: { (2...100).contains($0) }),
            minimumEpochs: try values.decodePositive(.minimumEpochs) ?? 1)
        guard !keys.isEmpty else {
            throw RecipeError.invalidValue(
                path: values.path(of: .keys), found: "empty", expected: "one key or more")
        }
        guard trials == nil || budget == nil else {
            throw RecipeError.invalidValue(
                path: values.path(of: .budget), found: "given beside 'trials'",
                expected: "the one or the other: a budget decides how many trials there are")
        }
        if let twice = keys.first(where: { key in keys.count { $0.key == key.key } > 1 }) {
            throw RecipeError.invalidValue(
                path: values.path(of: .keys), found: "'\(twice.key)' twice", expected: "a key once")
        }
    }
}
