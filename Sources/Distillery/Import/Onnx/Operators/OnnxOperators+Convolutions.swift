import Torch

extension OnnxOperators {
    static let convolutions: [String: Conversion] = [
        "Conv": one(convolution), "ConvTranspose": one(transposed),
    ]

    static func convolution(_ call: OnnxCall) throws -> Graph.Operand {
        let window = try OnnxWindow(call, kernel: Array(call.example(1).shape.dropFirst(2)))
        let (input, padding) = try window.padded(call, value: 0)
        return try call(
            "conv\(window.rank)d", .tensor(input), call.tensor(1), call.optionalTensor(2),
            .integers(window.strides), .integers(padding), .integers(window.dilations),
            .integer(call.integer("group", 1)))
    }

    private static func transposed(_ call: OnnxCall) throws -> Graph.Operand {
        let window = try OnnxWindow(call, kernel: Array(call.example(1).shape.dropFirst(2)))
        guard call.attribute("output_shape") == nil, window.isSymmetric else {
            throw OnnxProblem("output_shape and unequal pads are not read")
        }
        let more = call.integers("output_padding") ?? [Int](repeating: 0, count: window.rank)
        let name = ["conv_transpose1d", "conv_transpose2d.input", "conv_transpose3d.input"]
        return try call(
            name[window.rank - 1], call.tensor(0), call.tensor(1), call.optionalTensor(2),
            .integers(window.strides), .integers(window.before), .integers(more),
            .integer(call.integer("group", 1)), .integers(window.dilations))
    }
}
