extension TeacherLayers: Codable {
    /// As recipes spell it: `spread`, `every-2`, or a list of layers counted from 0.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let chosen = try? container.decode([Int].self) {
            self = .chosen(chosen)
            return
        }
        let text = try container.decode(String.self)
        if text == "spread" {
            self = .spread
        } else if text.hasPrefix("every-"), let step = Int(text.dropFirst(6)), step > 0 {
            self = .every(step)
        } else {
            throw RecipeError.invalidValue(
                path: keyPath(decoder.codingPath),
                found: "'\(text)'", expected: "spread, every-2 or a list such as [0, 2, 4]")
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .chosen(let layers): try container.encode(layers)
        case .every(let step): try container.encode("every-\(step)")
        case .spread: try container.encode("spread")
        }
    }
}
