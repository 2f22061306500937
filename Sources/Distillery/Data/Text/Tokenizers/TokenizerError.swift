/// Why a tokenizer cannot be read, cannot encode a text, or cannot be made, with the way out.
public enum TokenizerError: Error, Sendable, Equatable {
    /// A folder without any of the files that a tokenizer is read from.
    case notFound(folder: String, looked: [String])
    /// A file could not be read or written, in the words of the system.
    case file(path: String, message: String)
    /// Something in a file is not what it must be; `place` names the file and the key in it.
    case malformed(place: String, found: String, expected: String)
    /// A file asks for something that is not built in.
    case unsupported(place: String, found: String, known: [String])
    /// A number beyond what is read from files that nobody vouches for.
    case tooLarge(place: String, found: Int, limit: Int)
    /// A text that is longer than allowed, or that cannot be cut as it was asked for.
    case tooLong(tokens: Int, limit: Int, advice: String)
    /// Settings that contradict each other or lie outside of what is possible.
    case setting(name: String, found: String, expected: String)
    /// A character that no token covers, where the vocabulary has no token for what is unknown.
    case unknownCharacter(scalar: UInt32)
    /// A pattern of a file took more steps than the text is worth.
    case patternTooSlow(pattern: String, steps: Int)
}

extension TokenizerError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notFound(let folder, let looked):
            "'\(folder)' holds no tokenizer; looked for " + looked.joined(separator: ", ")
                + "; copy there what its model came with"
        case .file(let path, let message):
            "'\(path)': \(message)"
        case .malformed(let place, let found, let expected):
            "\(place) is \(found), it must be \(expected)"
        case .unsupported(let place, let found, let known):
            "\(place) asks for '\(found)', which is not supported; supported are "
                + known.joined(separator: ", ")
        case .tooLarge(let place, let found, let limit):
            "\(place) is \(found), more than the \(limit) that are read"
        case .tooLong(let tokens, let limit, let advice):
            "a text has \(tokens) tokens, the limit is \(limit); \(advice)"
        case .setting(let name, let found, let expected):
            "\(name) is \(found), it must be \(expected)"
        case .unknownCharacter(let scalar):
            "U+\(String(scalar, radix: 16, uppercase: true)) is covered by no token and the vocabulary has "
                + "none for what is unknown; remove the character or name an unk_id in the file"
        case .patternTooSlow(let pattern, let steps):
            "the pattern '\(pattern)' took more than \(steps) steps on one text; shorten the text or "
                + "simplify the pattern in the tokenizer's file"
        }
    }
}
