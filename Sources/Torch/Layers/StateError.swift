/// Weights that do not fit a model: which names, which shapes.
public struct StateError: Error, Sendable, Equatable {
    /// A name with the shape that the model has and the one that was given.
    public struct Mismatch: Sendable, Equatable {
        public var name: String
        public var expected: [Int]
        public var found: [Int]

        public init(name: String, expected: [Int], found: [Int]) {
            self.name = name
            self.expected = expected
            self.found = found
        }
    }

    /// Names that the model has and the weights lack.
    public var missing: [String]
    /// Names that the weights have and the model lacks.
    public var unexpected: [String]
    public var mismatched: [Mismatch]

    public init(missing: [String], unexpected: [String], mismatched: [Mismatch]) {
        self.missing = missing
        self.unexpected = unexpected
        self.mismatched = mismatched
    }

    public var isEmpty: Bool { missing.isEmpty && unexpected.isEmpty && mismatched.isEmpty }
}

extension StateError: CustomStringConvertible {
    public var description: String {
        var sentences: [String] = []
        if !mismatched.isEmpty {
            let shown = mismatched.map {
                "'\($0.name)' has shape \($0.found), the model needs \($0.expected)"
            }
            sentences.append(summary(shown, of: "shapes that do not fit"))
        }
        if !missing.isEmpty {
            let shown = missing.map { name in
                guard let nearest = nearestName(to: name, in: unexpected) else {
                    return "'\(name)'"
                }
                return "'\(name)' (nearest there: '\(nearest)')"
            }
            sentences.append(summary(shown, of: "missing"))
        }
        if !unexpected.isEmpty {
            sentences.append(summary(unexpected.map { "'\($0)'" }, of: "not in the model"))
        }
        return sentences.joined(separator: "; ")
    }

    /// The first few, and how many there are.
    private func summary(_ items: [String], of what: String) -> String {
        let shown = items.prefix(4).joined(separator: ", ")
        return "\(items.count) \(what): \(shown)\(items.count > 4 ? ", …" : "")"
    }
}
