import Torch

/// What each of the engine's operators becomes in a Core ML program: one line an operator, in the file of its family.
///
/// A conversion adds operations and gives what stands for the call's results. Overloads of one name share a line.
/// Core ML's definitions: https://apple.github.io/coremltools/source/coremltools.converters.mil.mil.ops.defs.html.
enum CoreMLOperators {
    typealias Conversion = @Sendable (CoreMLCall) throws -> [CoreMLVariable]

    static let all: [String: Conversion] = [
        activations, arithmetic, reductions, convolutions, pooling, matrices, recurrences,
        normalizations, shapes, pieces, selections, constants,
    ].reduce(into: [:]) { all, family in all.merge(family) { first, _ in first } }

    /// An operation of one tensor, `x`, and nothing else.
    static func plain(_ operation: String) -> Conversion {
        one { call in try call.add(operation, ["x": .variable(call.tensor(0))]) }
    }

    /// A conversion with one result.
    static func one(
        _ body: @escaping @Sendable (CoreMLCall) throws -> CoreMLVariable
    ) -> Conversion {
        { call in [try body(call)] }
    }

    /// What is given, as it is.
    static let identity = one { call in try call.tensor(0) }
}
