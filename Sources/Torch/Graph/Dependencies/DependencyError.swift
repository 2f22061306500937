/// Channels that cannot be left out of a graph.
public enum DependencyError: Error, Sendable, Equatable {
    case unknownGroup(name: String, nearest: String?)
    /// None were to stay, or some that there are not.
    case channels(group: String, count: Int, found: [Int])
}

extension DependencyError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unknownGroup(let name, let nearest):
            "there is no group of channels '\(name)'"
                + (nearest.map { " (did you mean '\($0)'?)" } ?? "")
                + "; GraphDependencies.groups has their names"
        case .channels(let group, let count, let found):
            "'\(group)' has channels 0 to \(count - 1), of which at least one stays; \(found) was given"
        }
    }
}
