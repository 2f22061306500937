/// What can go wrong in the engine, with the facts needed to mend it.
public enum TorchError: Error, Sendable, Equatable {
    /// libtorch refused a call: which operator, its own words, and what it was given.
    case operatorFailed(name: String, message: String, arguments: [String])
    /// An allocation did not fit into a device's memory.
    case outOfMemory(operation: String, message: String)
    /// This libtorch has no operator of that name.
    case unknownOperator(name: String, message: String)
    /// An operator gave another kind of result than the one asked for.
    case unexpectedResult(name: String, expected: String, found: String)
    /// A call of the runtime (not of an operator) failed.
    case engine(operation: String, message: String)
    /// The number of elements given does not fill the shape asked for.
    case elementCount(shape: [Int], expected: Int, found: Int)
    /// A tensor holds another element type than the one asked for.
    case scalarType(expected: ScalarType, found: ScalarType)
    /// A module's parameter or buffer got a tensor of another shape.
    case shapeMismatch(name: String, expected: [Int], found: [Int])
    /// A device's name is not one of `cpu`, `cuda`, `cuda:N`, `mps`.
    case unknownDevice(String)
    /// The device is not there, on this machine or in this build of libtorch.
    case deviceUnavailable(String, reason: String)
}

extension TorchError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .operatorFailed(let name, let message, let arguments):
            "\(name)(\(arguments.joined(separator: ", "))) failed: \(message)"
        case .outOfMemory(let operation, let message):
            "out of memory in \(operation): \(message)"
        case .unknownOperator(let name, let message):
            "this libtorch has no operator \(name): \(message)"
        case .unexpectedResult(let name, let expected, let found):
            "\(name) gave \(found), where \(expected) was expected"
        case .engine(let operation, let message):
            "\(operation) failed: \(message)"
        case .elementCount(let shape, let expected, let found):
            "shape \(shape) needs \(expected) elements, \(found) were given"
        case .scalarType(let expected, let found):
            "the tensor holds \(found) elements, \(expected) were expected"
        case .shapeMismatch(let name, let expected, let found):
            "'\(name)' has shape \(found), the model needs \(expected)"
        case .unknownDevice(let name):
            "'\(name)' is no device; use cpu, cuda, cuda:N or mps"
        case .deviceUnavailable(let name, let reason):
            "device '\(name)' is not available: \(reason)"
        }
    }
}
