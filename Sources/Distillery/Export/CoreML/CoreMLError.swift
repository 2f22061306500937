/// Why a description does not suit the graph that is to become a Core ML model.
public enum CoreMLError: Error, Sendable, Equatable {
    /// As many inputs as the graph has were expected.
    case inputCount(found: Int, expected: Int)
    /// The graph's outputs; one was expected.
    case outputCount(Int)
    /// A name that Core ML's programs cannot have, or that is there twice.
    case name(String, reason: String)
    /// Names of classes for an output of another size.
    case classCount(found: Int, output: [Int?])
    /// A size or a number of channels that is not possible.
    case input(name: String, reason: String)
}

extension CoreMLError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .inputCount(let found, let expected):
            "the graph takes \(expected) inputs, \(found) are described; describe each, in its order"
        case .outputCount(let found):
            "the graph gives \(found) outputs; a Core ML model is written for one"
        case .name(let name, let reason):
            "'\(name)' cannot be the name of an input or output: \(reason)"
        case .classCount(let found, let output):
            """
            \(found) classes are named, the output is \
            [\(output.map { $0.map(String.init) ?? "?" }.joined(separator: ", "))]; \
            [1, \(found)] was expected
            """
        case .input(let name, let reason):
            "the input '\(name)' cannot be: \(reason)"
        }
    }
}
