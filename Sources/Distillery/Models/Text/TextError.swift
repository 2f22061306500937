import Torch

/// What can be wrong with a request for a text network, with its folder, or with its weights.
public indirect enum TextError: Error, Sendable, Equatable {
    /// No architecture of this `model_type` is known.
    case unknownFamily(name: String, nearest: String?, known: [String])
    /// No network of the catalog has this name.
    case unknownNetwork(name: String, nearest: String?, known: [String])
    /// The network has no such option.
    case unknownOption(network: String, option: String, allowed: [String])
    /// A value of the configuration that no network, or not this one, can have.
    case invalidValue(key: String, found: String, expected: String)
    /// The family has no head for the task.
    case noHead(family: String, task: String)
    /// The folder lacks a file that it needs.
    case missingFile(folder: String, lookedFor: [String])
    /// The weights do not fit the network.
    case weights(StateError)
    /// The weights' head is for another number of classes.
    case classCount(head: String, expected: Int, found: Int)
    /// The tokenizer has words that the network does not know.
    case tokenCount(folder: String, tokens: Int, words: Int)
    /// A student cannot take over the teacher's layers.
    case layers(reason: String)
    /// What is wrong with a file.
    case file(path: String, TextError)
}

extension TextError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unknownFamily(let name, let nearest, let known):
            "there is no text network of type '\(name)'" + Self.hint(nearest, known)
        case .unknownNetwork(let name, let nearest, let known):
            "there is no text network '\(name)'" + Self.hint(nearest, known)
        case .unknownOption(let network, let option, let allowed):
            "text network '\(network)' has no option '\(option)'; "
                + (allowed.isEmpty ? "it has none" : "it has \(allowed.joined(separator: ", "))")
        case .invalidValue(let key, let found, let expected):
            "'\(key)' is \(found), it must be \(expected)"
        case .noHead(let family, let task):
            "'\(family)' has no head for \(task); take a transformer, as 'bert'"
        case .missingFile(let folder, let lookedFor):
            "'\(folder)' is no folder of a text network: there is no "
                + lookedFor.joined(separator: " and no ")
        case .weights(let error):
            (error.mismatched.isEmpty
                ? "these weights are for another network than config.json says: "
                : "these weights are for another size: ") + "\(error)"
        case .classCount(let head, let expected, let found):
            "the weights are for \(found) classes ('\(head)'), the network was made for "
                + "\(expected); make it with \(found) classes or take other weights"
        case .tokenCount(let folder, let tokens, let words):
            "the tokenizer in '\(folder)' has \(tokens) tokens, the network's config.json says "
                + "\(words) (vocab_size); they are not of one model: copy there the tokenizer that the "
                + "network was trained with"
        case .layers(let reason): reason
        case .file(let path, let error): "'\(path)': \(error)"
        }
    }

    private static func hint(_ nearest: String?, _ known: [String]) -> String {
        (nearest.map { " (did you mean '\($0)'?)" } ?? "")
            + "; known are \(known.joined(separator: ", "))"
    }
}
