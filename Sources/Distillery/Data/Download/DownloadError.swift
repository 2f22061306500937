/// Why a file could not be fetched.
public enum DownloadError: Error, Sendable, Equatable {
    /// No answer, or a connection that broke, in the words of the system.
    case network(url: String, message: String)
    /// The server answered with something else than the file.
    case status(url: String, code: Int)
    /// The file is longer or shorter than it must be.
    case length(url: String, found: Int, expected: Int)
    /// The file is not the one that is known under this address.
    case checksum(url: String, found: String, expected: String)
    /// The file could not be written.
    case write(path: String, message: String)
    /// The archive is damaged or lacks a file.
    case archive(fileName: String, message: String)
}

extension DownloadError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .network(let url, let message):
            "\(url) cannot be reached: \(message)"
        case .status(let url, let code):
            "\(url) answered with status \(code)"
        case .length(let url, let found, let expected):
            "\(url) gave \(found) bytes, expected were \(expected)"
        case .checksum(let url, let found, let expected):
            "\(url) gave a file with SHA-256 \(found), expected was \(expected)"
        case .write(let path, let message):
            "'\(path)' cannot be written: \(message)"
        case .archive(let fileName, let message):
            "the archive \(fileName) cannot be unpacked: \(message)"
        }
    }
}
