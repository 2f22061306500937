/// Why text data cannot be used, with the way out.
public enum TextDataError: Error, Sendable, Equatable {
    /// A file could not be read, in the words of the system.
    case file(path: String, message: String)
    /// Nothing at the path that could be a table; `expected` says what could.
    case noFiles(path: String, expected: String)
    /// The data has no examples of a split.
    case emptySplit(path: String, split: DatasetSplit, advice: String)
    /// A column that a file does not have.
    case missingColumn(
        path: String, role: String, names: [String], nearest: String?, found: [String])
    /// A label that is none of the classes.
    case unknownLabel(path: String, line: Int, label: String, classes: [String])
    /// As many classes as if the labels were numbers to be predicted, or texts.
    case tooManyClasses(path: String, count: Int, limit: Int)
    /// An option that cannot be.
    case option(name: String, found: String, expected: String)
    /// Two examples with one id.
    case repeatedID(path: String, line: Int, id: String)
    /// More damaged lines than are tolerated; the first are named.
    case tooManyDamaged(count: Int, limit: Int, of: Int, first: [String])
    /// A text without words where an answer was asked for; `number` counts from 1.
    case emptyText(number: Int)
}

extension TextDataError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .file(let path, let message):
            "'\(path)' cannot be read: \(message)"
        case .noFiles(let path, let expected):
            "'\(path)' has no text data; expected is \(expected)"
        case .emptySplit(let path, let split, let advice):
            "'\(path)' has no examples for '\(split.rawValue)'; \(advice)"
        case .missingColumn(let path, let role, let names, let nearest, let found):
            "'\(path)' has no column \(list(names, joined: " or ")) for \(role)"
                + (nearest.map { " (did you mean '\($0)'?)" } ?? "")
                + "; it has \(list(found)); columns can be given by number too, from 1"
        case .unknownLabel(let path, let line, let label, let classes):
            "'\(path)', line \(line): the label '\(label)' is none of the classes "
                + "\(list(classes)); mend the line, or name all classes"
        case .tooManyClasses(let path, let count, let limit):
            "'\(path)' has \(count) different labels, more than \(limit) classes; "
                + "name numbers to be predicted as the target, not as the label"
        case .option(let name, let found, let expected):
            "\(name) is '\(found)', it must be \(expected)"
        case .repeatedID(let path, let line, let id):
            "'\(path)', line \(line): the id '\(id)' was there before; "
                + "ids must differ, or leave the id column out"
        case .tooManyDamaged(let count, let limit, let total, let first):
            "\(count) of \(total) lines are damaged (up to \(limit) are left out); "
                + "mend or remove them, or name format and encoding: "
                + first.joined(separator: "; ")
        case .emptyText(let number):
            "text \(number) is empty (of a pair, one of both); there is nothing to answer"
        }
    }

    private func list(_ names: [String], joined separator: String = ", ") -> String {
        let shown = names.prefix(8).map { "'\($0.prefix(60))'" }.joined(separator: separator)
        return names.count > 8 ? "\(shown) and \(names.count - 8) more" : shown
    }
}
