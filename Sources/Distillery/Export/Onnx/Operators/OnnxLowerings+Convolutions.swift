import Torch

extension OnnxLowerings {
    static let convolutions: [String: Conversion] = [
        "conv1d": convolution(dimensions: 1),
        "conv2d": convolution(dimensions: 2),
        "conv_transpose2d": one { step in
            let call = step.call
            func pairs(_ index: Int, _ usual: [Int]) throws -> [Int] {
                try call.integers(index, dimensions: 2, usual)
            }
            let padding = try pairs(4, [0, 0])
            return try step(
                "ConvTranspose", step.input(0), step.input(1), step.optionalInput(2),
                with: [
                    .integers("strides", pairs(3, [1, 1])), .integers("pads", padding + padding),
                    .integers("output_padding", pairs(5, [0, 0])),
                    .integer("group", call.integer(6, 1)),
                    .integers("dilations", pairs(7, [1, 1])),
                ])
        },
    ]

    private static func convolution(dimensions: Int) -> Conversion {
        one { step in
            let call = step.call
            let ones = Array(repeating: 1, count: dimensions)
            let padding = try call.integers(
                4, dimensions: dimensions, Array(repeating: 0, count: dimensions))
            return try step(
                "Conv", step.input(0), step.input(1), step.optionalInput(2),
                with: [
                    .integers("kernel_shape", Array(call.shape(1).suffix(dimensions))),
                    .integers("strides", call.integers(3, dimensions: dimensions, ones)),
                    .integers("pads", padding + padding),
                    .integers("dilations", call.integers(5, dimensions: dimensions, ones)),
                    .integer("group", call.integer(6, 1)),
                ])
        }
    }
}
