/// Why a pickle is not read; who opened the file adds its path.
public enum PickleError: Error, Sendable, Equatable {
    /// The pickle asks for a function or class beyond the few that make up tensors.
    case notAllowed(name: String)
    /// An operation that could run code, or that no checkpoint needs.
    case unsupportedOperation(code: UInt8, offset: Int)
    /// The pickle ends in the middle.
    case truncated(offset: Int)
    /// The pickle contradicts itself or Python's rules.
    case malformed(offset: Int, reason: String)
    /// Something in it is not what a checkpoint has there.
    case unexpected(reason: String)
    /// A tensor looks beyond its storage, or its storage is not as long as stated.
    case storage(key: String, reason: String)
    /// More than can reasonably be a checkpoint.
    case tooLarge(what: String, limit: Int)
}

extension PickleError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notAllowed(let name):
            "'\(name)' is not allowed in a checkpoint (only tensors, numbers, text and containers of"
                + " them are); if you trust the file, load it in Python and save the plain"
                + " state_dict() anew"
        case .unsupportedOperation(let code, let offset):
            "operation 0x\(String(code, radix: 16)) at byte \(offset) of its pickle is not allowed"
                + " in a checkpoint"
        case .truncated(let offset):
            "its pickle ends at byte \(offset) in the middle; is the download complete?"
        case .malformed(let offset, let reason):
            "its pickle is broken at byte \(offset): \(reason)"
        case .unexpected(let reason):
            "its pickle holds something unexpected: \(reason)"
        case .storage(let key, let reason):
            "the storage '\(key)' does not fit: \(reason)"
        case .tooLarge(let what, let limit):
            "its pickle is too large: \(what), the limit is \(limit)"
        }
    }
}
