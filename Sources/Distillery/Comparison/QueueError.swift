/// What can end a queue of runs, with what to do about it.
public enum QueueError: Error, Sendable, Equatable {
    /// Somebody asked it to stop; what is finished is kept.
    case interrupted(folder: String, command: String)
    /// The folder holds a queue of another recipe.
    case otherRecipe(folder: String, command: String)
    /// A folder that should hold a queue holds none.
    case notAQueue(folder: String, command: String, missing: String)
    /// What the command was asked for makes no sense.
    case request(String)
    /// Without the teacher that all runs share there is nothing to do.
    case teacherFailed(folder: String, reason: String)
    /// Some runs failed, the others are finished.
    case runsFailed(count: Int, of: Int, folder: String, command: String, first: String)
}

extension QueueError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .interrupted(let folder, let command):
            "stopped; go on with: distill \(command) --resume \(folder)"
        case .otherRecipe(let folder, let command):
            "the folder '\(folder)' holds a 'distill \(command)' of another recipe; choose another "
                + "with --output"
        case .notAQueue(let folder, let command, let missing):
            "'\(folder)' is not the folder of a 'distill \(command)': it has no \(missing)"
        case .request(let reason): reason
        case .teacherFailed(let folder, let reason):
            "the teacher could not be trained in '\(folder)': \(reason)"
        case .runsFailed(let count, let all, let folder, let command, let first):
            "\(count) of \(all) runs failed, the first with: \(first); to try again what failed: "
                + "distill \(command) --resume \(folder)"
        }
    }
}
