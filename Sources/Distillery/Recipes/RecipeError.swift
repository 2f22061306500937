/// What can be wrong in a recipe, named by the path of the key, as in `student.width`.
public enum RecipeError: Error, Sendable, Equatable {
    /// A file that is no recipe at all.
    case unreadable(file: String, reason: String)
    /// A key that no part of the recipe reads; `path` is the mapping that holds it.
    case unknownKey(path: String, key: String, nearest: String?, allowed: [String])
    /// A key that must be there and is not.
    case missingKey(path: String, key: String)
    /// A value of another type than the key takes.
    case wrongType(path: String, expected: String, found: String)
    /// A value outside of what the key allows.
    case invalidValue(path: String, found: String, expected: String)
    /// A `kind` or name that is in no catalog.
    case unknownName(path: String, name: String, nearest: String?, known: [String])
}

extension RecipeError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unreadable(let file, let reason):
            "'\(file)' is not a recipe: \(reason)"
        case .unknownKey(let path, let key, let nearest, let allowed):
            "\(place(path)) has an unknown key '\(key)'\(suggestion(nearest)); "
                + "it takes \(allowed.joined(separator: ", "))"
        case .missingKey(let path, let key):
            "\(place(path)) lacks the key '\(key)'"
        case .wrongType(let path, let expected, let found):
            "'\(path)' is \(found), \(expected) is expected"
        case .invalidValue(let path, let found, let expected):
            "'\(path)' is \(found), it must be \(expected)"
        case .unknownName(let path, let name, let nearest, let known):
            "\(place(path)): there is no '\(name)'\(suggestion(nearest)); "
                + "known are \(known.joined(separator: ", "))"
        }
    }

    private func place(_ path: String) -> String {
        path.isEmpty ? "the recipe" : "'\(path)'"
    }

    private func suggestion(_ nearest: String?) -> String {
        nearest.map { " (did you mean '\($0)'?)" } ?? ""
    }
}
