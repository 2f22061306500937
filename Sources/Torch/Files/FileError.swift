import Foundation

/// What can go wrong with a file as a whole: finding, opening, reading or writing it.
public enum FileError: Error, Sendable, Equatable {
    /// There is no file or folder of that path.
    case notFound(path: String)
    /// The path leads to something that is no regular file.
    case notAFile(path: String, found: String)
    /// The system refused to open or read it, in its own words.
    case unreadable(path: String, operation: String, reason: String)
    /// The system refused to write it, in its own words.
    case unwritable(path: String, operation: String, reason: String)
    /// The device or the quota is full.
    case diskFull(path: String, operation: String, reason: String)
}

extension FileError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notFound(let path):
            "'\(path)' does not exist"
        case .notAFile(let path, let found):
            "'\(path)' is \(found), a file was expected"
        case .unreadable(let path, let operation, let reason):
            "'\(path)' cannot be read: \(operation) failed with \(reason)"
        case .unwritable(let path, let operation, let reason):
            "'\(path)' cannot be written: \(operation) failed with \(reason)"
        case .diskFull(let path, let operation, let reason):
            "'\(path)' cannot be written: \(operation) failed with \(reason); make room there"
                + " or choose another folder"
        }
    }
}

extension FileError {
    /// The error of a system call that failed while reading `url`.
    static func reading(_ url: URL, operation: String, code: Int32 = errno) -> FileError {
        switch code {
        case ENOENT: .notFound(path: url.path)
        case EISDIR: .notAFile(path: url.path, found: "a folder")
        default: .unreadable(path: url.path, operation: operation, reason: systemText(code))
        }
    }

    /// The error of a system call that failed while writing `url`.
    static func writing(_ url: URL, operation: String, code: Int32 = errno) -> FileError {
        switch code {
        case ENOSPC, EDQUOT:
            .diskFull(path: url.path, operation: operation, reason: systemText(code))
        default: .unwritable(path: url.path, operation: operation, reason: systemText(code))
        }
    }

    private static func systemText(_ code: Int32) -> String {
        "\(String(cString: strerror(code))) (errno \(code))"
    }
}
