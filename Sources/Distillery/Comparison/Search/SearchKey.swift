import Foundation

/// A key of the recipe, and what a search may set it to.
public struct SearchKey: Codable, Sendable, Equatable {
    /// The dotted path, as in `method.temperature`.
    public var key: String
    public var choice: Choice

    /// The values that a key may have.
    public enum Choice: Sendable, Equatable {
        /// One of these, each written as YAML.
        case values([String])
        /// A number between two bounds.
        case range(SearchRange)
    }

    public init(_ key: String, _ choice: Choice) {
        self.key = key
        self.choice = choice
    }

    /// The value at a place of 0 ..< 1, as YAML.
    func value(at place: Double) -> String {
        switch choice {
        case .values(let values): values[min(Int(place * Double(values.count)), values.count - 1)]
        case .range(let range): range.value(at: place)
        }
    }

    enum CodingKeys: String, CodingKey, CaseIterable { case key, values, from, to, scale }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.strictContainer(keyedBy: CodingKeys.self)
        key = try container.decode(.key)
        if let values = try container.decodeIfPresent(.values, as: [String].self) {
            guard !values.isEmpty, Set(values).count == values.count else {
                throw RecipeError.invalidValue(
                    path: container.path(of: .values),
                    found: values.isEmpty ? "empty" : "\(values)",
                    expected: "one value or more, each once")
            }
            choice = .values(values)
        } else {
            choice = .range(
                try SearchRange(
                    from: try container.decode(.from, as: String.self),
                    to: try container.decode(.to, as: String.self),
                    scale: try container.decodeName(.scale, default: .linear),
                    path: container.path))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(key, forKey: .key)
        switch choice {
        case .values(let values): try container.encode(values, forKey: .values)
        case .range(let range):
            try container.encode(range.fromText, forKey: .from)
            try container.encode(range.toText, forKey: .to)
            try container.encode(range.scale, forKey: .scale)
        }
    }
}
