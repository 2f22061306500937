/// Why a model cannot be run by ONNX Runtime.
public enum OnnxRuntimeError: Error, Sendable, Equatable {
    /// There is no library in any of the usual places.
    case missing(looked: [String])
    /// A file that is no library of ONNX Runtime for this machine.
    case library(path: String, reason: String)
    /// The runtime does not take the model.
    case model(file: String, reason: String)
    /// Inputs of other names than the model's.
    case inputs(file: String, found: [String], expected: [String])
    /// An input of another type or shape than the model's.
    case input(file: String, found: String, expected: String)
    /// An output whose elements are of a type that is not read, or that is no tensor.
    case output(file: String, name: String)
    /// The runtime fails while it runs the model.
    case run(file: String, reason: String)
}

extension OnnxRuntimeError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .missing(let looked):
            """
            ONNX Runtime was not found; looked for \(looked.joined(separator: ", ")); get it with \
            'pip install onnxruntime', or name the library's file in \(OnnxRuntimeSearch.variable)
            """
        case .library(let path, let reason):
            """
            '\(path)' cannot be opened as ONNX Runtime: \(reason); name another file in \
            \(OnnxRuntimeSearch.variable)
            """
        case .model(let file, let reason):
            "ONNX Runtime does not take '\(file)': \(reason)"
        case .inputs(let file, let found, let expected):
            "'\(file)' takes \(Self.list(expected)); given was \(Self.list(found))"
        case .input(let file, let found, let expected):
            "'\(file)' takes \(expected); given was \(found)"
        case .output(let file, let name):
            "'\(file)' gives '\(name)', which is no tensor of numbers"
        case .run(let file, let reason):
            "ONNX Runtime fails while it runs '\(file)': \(reason)"
        }
    }

    private static func list(_ names: [String]) -> String {
        names.isEmpty ? "nothing" : names.map { "'\($0)'" }.joined(separator: ", ")
    }
}
