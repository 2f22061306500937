import Torch

/// What each of ONNX's operators becomes: one line an operator, in the file of its family.
///
/// A conversion adds calls of the engine and gives the node's outputs. ONNX's definitions:
/// https://onnx.ai/onnx/operators/.
enum OnnxOperators {
    typealias Conversion = @Sendable (OnnxCall) throws -> [Graph.Operand]

    static let all: [String: Conversion] = [
        activations, arithmetic, comparisons, convolutions, pooling, matrices, normalizations,
        reductions, shapes, pieces, selections, constants,
        quantization, runtimeQuantization, recurrence,
    ].reduce(into: [:]) { all, family in all.merge(family) { first, _ in first } }

    /// A call with the node's inputs as the engine's first arguments.
    static func plain(_ name: String, inputs: Int = 1) -> Conversion {
        { call in
            var arguments: [Graph.Argument] = []
            for index in 0..<inputs { arguments.append(try call.tensor(index)) }
            return Array(try call.results(of: name, arguments).prefix(1))
        }
    }

    /// A conversion with one output.
    static func one(_ body: @escaping @Sendable (OnnxCall) throws -> Graph.Operand) -> Conversion {
        { call in [try body(call)] }
    }

    /// What is given, as it is.
    static let identity: Conversion = { call in [try call.input(0)] }
}
