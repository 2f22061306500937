/// Why bytes are no picture that can be read.
public enum ImageError: Error, Sendable, Equatable {
    /// No bytes at all.
    case empty
    /// Neither JPEG nor PNG; `format` is the name of the format where its first bytes tell.
    case foreignFormat(String?)
    /// The data ends early or is damaged, in the words of the decoder.
    case damaged(format: String, message: String)
    /// More pixels than the decoder accepts, by the header alone.
    case tooLarge(width: Int, height: Int, limit: Int)
    /// A kind of JPEG or PNG that the decoder does not read.
    case unsupported(format: String, message: String)
    /// The system's decoder could not be started.
    case decoderUnavailable(format: String, message: String)
    /// The file could not be read; `code` is the system's error number.
    case file(message: String, code: Int32)
}

extension ImageError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .empty:
            "the file is empty"
        case .foreignFormat(let format):
            "\(format.map { "a \($0) file" } ?? "not an image"); JPEG and PNG are read"
        case .damaged(let format, let message):
            "the \(format) data is truncated or damaged (\(message))"
        case .tooLarge(let width, let height, let limit):
            "\(width)×\(height) pixels are more than the \(limit) that are read"
        case .unsupported(let format, let message):
            "this kind of \(format) is not read (\(message))"
        case .decoderUnavailable(let format, let message):
            "the \(format) decoder did not start (\(message))"
        case .file(let message, _):
            "the file cannot be read (\(message))"
        }
    }
}
