/// One choice for every key that is searched.
public struct SearchSetting: Codable, Sendable, Equatable {
    public struct Value: Codable, Sendable, Equatable {
        public var key: String
        /// As YAML.
        public var value: String
    }

    public var values: [Value]

    /// As progress lines and sentences name it: `method.temperature=4, method.alpha=0.9`.
    public var text: String {
        values.map { "\($0.key)=\($0.value)" }.joined(separator: ", ")
    }

    /// Writes the values over the recipe's keys.
    func applied(to recipe: Recipe) throws -> Recipe {
        var tree = try RecipeTree(yaml: recipe.yaml(), file: "the recipe")
        for value in values { try tree.set(value.key, to: value.value) }
        return try tree.decode()
    }
}
