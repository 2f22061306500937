/// What can be wrong about choosing examples, with the way out.
public enum SelectionError: Error, Sendable, Equatable {
    /// A list of chosen examples that cannot be read.
    case unreadable(file: String, reason: String)
    /// A list without a line.
    case empty(file: String)
    /// Ids that the data does not have; `likeness` is one that it has.
    case unknown(
        file: String, count: Int, of: Int, first: String, dataset: String, likeness: String?)
    /// A strategy that is not there.
    case unknownStrategy(name: String, nearest: String?, known: [String])
    /// A value that makes no sense.
    case option(name: String, found: String, expected: String)
    /// There are fewer examples to choose from than were asked for.
    case tooFew(wanted: Int, found: Int, pool: String)
    /// A strategy compares models, and there is one alone.
    case oneModel(strategy: String, folder: String, reason: String)
    /// Models whose answers cannot be compared.
    case otherClasses(model: String, expected: Int, found: Int)
    /// A task whose answers have no classes.
    case task(String)
}

extension SelectionError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unreadable(let file, let reason):
            "the list of chosen examples '\(file)' cannot be read: \(reason)"
        case .empty(let file):
            "the list of chosen examples '\(file)' is empty; it must have an id on each line"
        case .unknown(let file, let count, let all, let first, let dataset, let likeness):
            "\(count) of the \(all) ids in '\(file)' are of no training example of '\(dataset)', the "
                + "first is '\(first.prefix(80))'"
                + (likeness.map { "; its ids look like '\($0.prefix(80))'" } ?? "")
        case .unknownStrategy(let name, let nearest, let known):
            "there is no strategy '\(name)'" + (nearest.map { " (did you mean '\($0)'?)" } ?? "")
                + "; known are \(known.joined(separator: ", ")), and a score with '+diversity'"
        case .option(let name, let found, let expected):
            "\(name) is '\(found.prefix(80))', it must be \(expected)"
        case .tooFew(let wanted, let found, let pool):
            "\(wanted) examples are to be chosen, and '\(pool)' has \(found) to choose from; choose "
                + "fewer, or name a larger pool"
        case .oneModel(let strategy, let folder, let reason):
            "'\(strategy)' compares models, and '\(folder)' has one student alone: \(reason)"
        case .otherClasses(let model, let expected, let found):
            "\(model) answers with \(found) classes, the others with \(expected)"
        case .task(let task):
            "examples are chosen by the probabilities of classes; with the task '\(task)' there are none"
        }
    }
}
