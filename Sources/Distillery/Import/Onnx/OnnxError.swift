/// Why an ONNX file cannot be used.
public enum OnnxError: Error, Sendable, Equatable {
    /// The file is no ONNX file, or a damaged one.
    case notAModel(file: String, reason: String)
    /// The operators are of a version that is not read.
    case version(file: String, found: Int)
    /// An operator that there is no line for.
    case unknownOperator(file: String, name: String, node: String)
    /// A node that cannot be carried out as it stands.
    case node(file: String, name: String, node: String, reason: String)
    /// A tensor that does not hold what it states.
    case tensor(file: String, name: String, reason: String)
    /// A tensor's elements lie in another file that is not to be read.
    case externalData(file: String, name: String, reason: String)
    /// Inputs that no picture and no text can be given to.
    case inputs(file: String, found: [String], expected: String)
    /// An output that holds no logits of the classes.
    case output(file: String, found: String, expected: String)
}

extension OnnxError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notAModel(let file, let reason):
            "'\(file)' cannot be read as an ONNX model: \(reason)"
        case .version(let file, let found):
            """
            '\(file)' is of operator set \(found), and \(OnnxFile.versions.lowerBound) to \
            \(OnnxFile.versions.upperBound) are read; export it with opset_version=17
            """
        case .unknownOperator(let file, let name, let node):
            """
            '\(file)' has an operator that is not read: \(name), of node '\(node)'; the operators \
            of common vision networks and BERT exports are, see Documentation/Recipes.md
            """
        case .node(let file, let name, let node, let reason):
            "'\(file)', \(name) of node '\(node)': \(reason)"
        case .tensor(let file, let name, let reason):
            "'\(file)', tensor '\(name)': \(reason)"
        case .externalData(let file, let name, let reason):
            "'\(file)', tensor '\(name)' has its elements elsewhere: \(reason)"
        case .inputs(let file, let found, let expected):
            "'\(file)' takes \(found.joined(separator: ", ")); \(expected)"
        case .output(let file, let found, let expected):
            "'\(file)' gives \(found), expected was \(expected)"
        }
    }
}

/// What a conversion finds wrong with its node; the walk adds file and node.
struct OnnxProblem: Error {
    var reason: String

    init(_ reason: String) { self.reason = reason }
}
