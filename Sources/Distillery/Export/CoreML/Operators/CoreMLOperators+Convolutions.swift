import Torch

extension CoreMLOperators {
    static let convolutions: [String: Conversion] = [
        "conv1d": one(convolution), "conv2d": one(convolution),
        "conv_transpose1d": one(transposedConvolution),
        "conv_transpose2d": one(transposedConvolution),
    ]

    private static func convolution(_ call: CoreMLCall) throws -> CoreMLVariable {
        let input = try call.tensor(0)
        // The program takes weights of convolutions as constants only.
        _ = try call.weight(1)
        let count = input.rank - 2
        let padding = try call.given.integers(4, dimensions: count, [0])
        return try call.add(
            "conv",
            [
                "x": .variable(input), "weight": .variable(call.matrix(1)),
                "bias": .optional(call.optionalTensor(2)),
                "strides": .integers(call.given.integers(3, dimensions: count, [1])),
                "pad_type": .text("custom"), "pad": .integers(padding.flatMap { [$0, $0] }),
                "dilations": .integers(call.given.integers(5, dimensions: count, [1])),
                "groups": .integer(call.given.integer(6, 1)),
            ])
    }

    /// What the engine adds to the output at the end, the program takes less of its padding there.
    private static func transposedConvolution(_ call: CoreMLCall) throws -> CoreMLVariable {
        let input = try call.tensor(0)
        _ = try call.weight(1)
        let count = input.rank - 2
        let padding = try call.given.integers(4, dimensions: count, [0])
        let added = try call.given.integers(5, dimensions: count, [0])
        guard zip(padding, added).allSatisfy({ $0 >= $1 }) else {
            throw call.given.refusal(
                "output_padding \(added) is more than the padding \(padding)")
        }
        return try call.add(
            "conv_transpose",
            [
                "x": .variable(input), "weight": .variable(call.tensor(1)),
                "bias": .optional(call.optionalTensor(2)),
                "strides": .integers(call.given.integers(3, dimensions: count, [1])),
                "pad_type": .text("custom"),
                "pad": .integers(zip(padding, added).flatMap { [$0, $0 - $1] }),
                "dilations": .integers(call.given.integers(7, dimensions: count, [1])),
                "groups": .integer(call.given.integer(6, 1)),
            ])
    }
}
