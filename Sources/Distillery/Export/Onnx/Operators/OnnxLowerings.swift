import Torch

/// What each of the engine's operators becomes in an ONNX file: one line an operator, in the file of its
/// family.
///
/// A conversion adds nodes and gives the names of the call's results. ONNX's definitions:
/// https://onnx.ai/onnx/operators/.
enum OnnxLowerings {
    typealias Conversion = @Sendable (OnnxLowering) throws -> [String]

    static let all: [String: Conversion] = [
        activations, arithmetic, convolutions, linears, normalizations, pooling, reductions, shapes,
        pieces,
    ].reduce(into: [:]) { all, family in all.merge(family) { first, _ in first } }

    /// A conversion with one result.
    static func one(_ body: @escaping @Sendable (OnnxLowering) throws -> String) -> Conversion {
        { step in [try body(step)] }
    }

    /// The node of that name with the call's first tensors.
    static func plain(_ type: String, inputs count: Int = 1) -> Conversion {
        { step in
            try step.outputs(1, of: type, (0..<count).map { try step.input($0) })
        }
    }

    /// What the call takes, as it is.
    static let identity = one { try $0.input(0) }
}
