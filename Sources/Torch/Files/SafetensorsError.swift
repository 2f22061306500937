/// What can be wrong with a safetensors file, or with tensors that shall become one.
public enum SafetensorsError: Error, Sendable, Equatable {
    /// The file is too short to hold even the length of its header.
    case tooShort(path: String, byteCount: Int)
    /// The header claims more bytes than the format allows.
    case headerTooLong(path: String, found: UInt64, limit: Int)
    /// The header claims more bytes than the file has.
    case headerBeyondFile(path: String, found: UInt64, fileByteCount: Int)
    /// The header is no JSON object of the form that the format asks for.
    case invalidHeader(path: String, offset: Int, reason: String)
    /// Two entries have one name.
    case duplicateName(path: String, tensor: String)
    /// An entry lacks a field, or has one that the format does not know.
    case invalidEntry(path: String, tensor: String, reason: String)
    /// An element type that is unknown, or that the engine does not compute with.
    case unsupportedType(path: String, tensor: String, found: String)
    /// A shape whose size in bytes cannot be counted.
    case invalidShape(path: String, tensor: String, shape: [Int])
    /// The range of an entry is not as long as its shape and type ask for.
    case byteCountMismatch(path: String, tensor: String, expected: Int, found: Int)
    /// The range of an entry ends beyond the data.
    case beyondData(path: String, tensor: String, end: Int, dataByteCount: Int)
    /// The range of an entry begins inside another's.
    case overlap(path: String, tensor: String, other: String, offset: Int)
    /// Bytes of the data that belong to no tensor.
    case hole(path: String, from: Int, to: Int)
}

extension SafetensorsError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .tooShort(let path, let byteCount):
            "'\(path)' has \(byteCount) bytes, a safetensors file begins with the 8 bytes of its"
                + " header's length; is the download complete?"
        case .headerTooLong(let path, let found, let limit):
            "'\(path)' claims a header of \(found) bytes, safetensors allows \(limit); is it a"
                + " safetensors file?"
        case .headerBeyondFile(let path, let found, let fileByteCount):
            "'\(path)' claims a header of \(found) bytes, but the file has \(fileByteCount);"
                + " is the download complete?"
        case .invalidHeader(let path, let offset, let reason):
            "'\(path)' has a broken header: \(reason) at byte \(offset)"
        case .duplicateName(let path, let tensor):
            "'\(path)' holds two entries '\(tensor)', names must be unique"
        case .invalidEntry(let path, let tensor, let reason):
            "'\(tensor)' in '\(path)': \(reason)"
        case .unsupportedType(let path, let tensor, let found):
            "'\(tensor)' in '\(path)' has element type \(found); supported are"
                + " \(SafetensorsType.names.joined(separator: ", ")); convert the tensor"
        case .invalidShape(let path, let tensor, let shape):
            "'\(tensor)' in '\(path)' has the impossible shape \(shape); at most"
                + " \(StoredTensor.maximumRank) dimensions and \(Int.max) bytes can be"
        case .byteCountMismatch(let path, let tensor, let expected, let found):
            "'\(tensor)' in '\(path)' has \(found) bytes, its shape and type need \(expected)"
        case .beyondData(let path, let tensor, let end, let dataByteCount):
            "'\(tensor)' in '\(path)' ends at byte \(end) of \(dataByteCount) bytes of data;"
                + " is the download complete?"
        case .overlap(let path, let tensor, let other, let offset):
            "'\(tensor)' in '\(path)' begins at byte \(offset), inside '\(other)'"
        case .hole(let path, let from, let to):
            "'\(path)' has bytes \(from)..<\(to) of data that belong to no tensor"
        }
    }
}
