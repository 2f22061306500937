import Foundation

/// A file of a run's records cannot be read or written.
public enum ReportFileError: Error, Sendable, Equatable {
    case unreadable(path: String, reason: String)
    case unwritable(path: String, reason: String)
}

extension ReportFileError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unreadable(let path, let reason):
            "cannot read \(path): \(reason)"
        case .unwritable(let path, let reason):
            "cannot write \(path): \(reason); free some space or choose another folder"
        }
    }
}

extension ReportFileError {
    /// Runs `body`, with its errors named after the file at `url`.
    static func reading<Result>(
        _ url: URL, _ body: () throws -> Result
    ) throws(ReportFileError) -> Result {
        do { return try body() } catch {
            throw .unreadable(path: url.path, reason: error.localizedDescription)
        }
    }

    /// Runs `body`, with its errors named after the file at `url`.
    static func writing<Result>(
        _ url: URL, _ body: () throws -> Result
    ) throws(ReportFileError) -> Result {
        do { return try body() } catch {
            throw .unwritable(path: url.path, reason: error.localizedDescription)
        }
    }
}
