/// What can be wrong with a request for a model, or with weights for one.
public enum ModelError: Error, Sendable, Equatable {
    /// No model of the catalog has this name.
    case unknownModel(name: String, nearest: String?, known: [String])
    /// The model's family has no such option.
    case unknownOption(model: String, option: String, allowed: [String])
    /// A value of the configuration that no model, or not this one, can have.
    case invalidValue(key: String, found: String, expected: String)
    /// The weights are for another number of classes.
    case classCount(model: String, head: String, expected: Int, found: Int)
    /// The weights have learned shortcuts and the model padded ones, or the other way round.
    case shortcut(model: String, found: ModelConfiguration.Shortcut)
    /// The stem's filters in the weights are of another size: made for other pictures.
    case stem(model: String, name: String, expected: [Int], found: [Int])
}

extension ModelError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unknownModel(let name, let nearest, let known):
            "there is no model '\(name)'"
                + (nearest.map { " (did you mean '\($0)'?)" } ?? "")
                + "; known are \(known.joined(separator: ", "))"
        case .unknownOption(let model, let option, let allowed):
            "model '\(model)' has no option '\(option)'; "
                + (allowed.isEmpty
                    ? "it has none" : "it has \(allowed.joined(separator: ", "))")
        case .invalidValue(let key, let found, let expected):
            "'\(key)' of the model is \(found), it must be \(expected)"
        case .classCount(let model, let head, let expected, let found):
            "the weights are for \(found) classes ('\(head)'), model '\(model)' was made for "
                + "\(expected); make it with \(found) classes or take other weights"
        case .shortcut(let model, let found):
            "the weights have shortcuts of option \(found.rawValue), model '\(model)' was made "
                + "with the other; set its shortcut to \(found.rawValue)"
        case .stem(let model, let name, let expected, let found):
            "'\(name)' has shape \(found), model '\(model)' needs \(expected): these weights are "
                + "for pictures of another kind (3 channels or 1, under 65 pixels or larger)"
        }
    }
}
