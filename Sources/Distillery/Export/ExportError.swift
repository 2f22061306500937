/// Why a network cannot be handed over in a format.
public enum ExportError: Error, Sendable, Equatable {
    /// An operator that the format has nothing for.
    case unknownOperator(format: String, operation: String, path: String)
    /// A call that cannot be written as it stands.
    case call(format: String, operation: String, path: String, reason: String)
    /// Inputs were described that are not the network's.
    case inputs(format: String, named: String, found: String)
    /// A model's folder was to be written over itself.
    case sameFolder(path: String)
    /// A model that is kept in a form from which nothing is exported.
    case model(path: String, reason: String)
    /// A file that answers otherwise than the network that it came from.
    case outOfBounds(format: String, runner: String, problem: String)
}

extension ExportError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unknownOperator(let format, let operation, let path):
            """
            \(format) has nothing for \(operation)\(Self.place(path)); write that part with other \
            operators, or export to TorchScript, which has them all
            """
        case .call(let format, let operation, let path, let reason):
            "\(operation)\(Self.place(path)) cannot be written as \(format): \(reason)"
        case .inputs(let format, let named, let found):
            "for \(format) \(named) were described, the network takes \(found); describe its inputs"
        case .sameFolder(let path):
            "'\(path)' is the model's own folder; name another one to export to"
        case .model(let path, let reason): "'\(path)' cannot be exported: \(reason)"
        case .outOfBounds(let format, let runner, let problem):
            """
            the file in \(format) is not kept: in \(runner) \(problem); --force keeps it all the same
            """
        }
    }

    private static func place(_ path: String) -> String { path.isEmpty ? "" : ", in '\(path)'," }
}
