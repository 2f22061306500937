/// Why a dataset cannot be used, with the way out.
public enum DatasetError: Error, Sendable, Equatable {
    /// No catalog knows the name.
    case unknownDataset(name: String, nearest: String?, known: [String])
    /// The data is nowhere: where it was looked for, and what to do.
    case notFound(dataset: String, looked: [String], advice: String)
    /// The data is not there and could not be fetched.
    case download(dataset: String, reason: DownloadError, advice: String)
    /// An option that the dataset cannot work with.
    case option(dataset: String, option: String, found: String, expected: String)
    /// A folder without the sub-folder of a split.
    case missingSplit(directory: String, split: DatasetSplit, accepted: [String])
    /// A folder without class folders or without pictures in them.
    case emptyFolder(path: String, expected: String)
    /// Train and val hold different classes.
    case classMismatch(directory: String, onlyInTrain: [String], onlyInVal: [String])
    /// A file is not what its name says.
    case malformed(path: String, found: String, expected: String)
    /// A label that no class has.
    case labelOutOfRange(path: String, index: Int, label: Int, classes: Int)
    /// A file could not be read, in the words of the system.
    case file(path: String, message: String)
    /// One picture cannot be read; others may.
    case unreadableImage(path: String, reason: ImageError)
    /// More unreadable pictures than are tolerated; the first are named.
    case tooManyUnreadable(dataset: String, count: Int, limit: Int, of: Int, first: [String])
}

extension DatasetError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unknownDataset(let name, let nearest, let known):
            "there is no dataset '\(name)'"
                + (nearest.map { " (did you mean '\($0)'?)" } ?? "")
                + "; known are \(known.joined(separator: ", "))"
        case .notFound(let dataset, let looked, let advice):
            "the data of '\(dataset)' was not found in \(looked.joined(separator: ", ")); \(advice)"
        case .download(let dataset, let reason, let advice):
            "the data of '\(dataset)' is not here and could not be fetched: \(reason); \(advice)"
        case .option(let dataset, let option, let found, let expected):
            "dataset '\(dataset)': \(option) is \(found), it must be \(expected)"
        case .missingSplit(let directory, let split, let accepted):
            "'\(directory)' has no folder '\(split.rawValue)'; "
                + "put the class folders of this split into "
                + accepted.map { "'\(directory)/\($0)'" }.joined(separator: " or ")
        case .emptyFolder(let path, let expected):
            "'\(path)' is empty; it must hold \(expected)"
        case .classMismatch(let directory, let onlyInTrain, let onlyInVal):
            "train and val of '\(directory)' hold different classes: "
                + [("train", onlyInTrain), ("val", onlyInVal)]
                .filter { !$0.1.isEmpty }
                .map { "only \($0.0) has \(shortened($0.1))" }.joined(separator: ", ")
                + "; give both the same class folders"
        case .malformed(let path, let found, let expected):
            "'\(path)' has \(found), expected was \(expected)"
        case .labelOutOfRange(let path, let index, let label, let classes):
            "'\(path)': example \(index) has label \(label), "
                + "there are only \(classes) classes (0…\(classes - 1))"
        case .file(let path, let message):
            "'\(path)' cannot be read: \(message)"
        case .unreadableImage(let path, let reason):
            "'\(path)': \(reason)"
        case .tooManyUnreadable(let dataset, let count, let limit, let total, let first):
            "\(count) of the \(total) pictures of '\(dataset)' cannot be read "
                + "(up to \(limit) are skipped); mend or remove them: "
                + first.joined(separator: "; ")
        }
    }

    private func shortened(_ names: [String]) -> String {
        let shown = names.prefix(5).map { "'\($0)'" }.joined(separator: ", ")
        return names.count > 5 ? "\(shown) and \(names.count - 5) more" : shown
    }
}
