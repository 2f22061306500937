import Torch

extension OnnxLowerings {
    static let pooling: [String: Conversion] = [
        "max_pool2d": one { step in
            let call = step.call
            let size = try call.integers(1, dimensions: 2, [1, 1])
            let padding = try call.integers(3, dimensions: 2, [0, 0])
            return try step(
                "MaxPool", step.input(0),
                with: [
                    .integers("kernel_shape", size),
                    .integers("strides", call.integers(2, dimensions: 2, size)),
                    .integers("pads", padding + padding),
                    .integers("dilations", call.integers(4, dimensions: 2, [1, 1])),
                    .integer("ceil_mode", call.flag(5) ? 1 : 0),
                ])
        },
        "avg_pool2d": one { step in
            let call = step.call
            let size = try call.integers(1, dimensions: 2, [1, 1])
            let padding = try call.integers(3, dimensions: 2, [0, 0])
            guard call.isAbsent(6) else {
                throw call.refusal("it divides by a number of its own")
            }
            return try step(
                "AveragePool", step.input(0),
                with: [
                    .integers("kernel_shape", size),
                    .integers("strides", call.integers(2, dimensions: 2, size)),
                    .integers("pads", padding + padding),
                    .integer("ceil_mode", call.flag(4) ? 1 : 0),
                    .integer("count_include_pad", call.flag(5, true) ? 1 : 0),
                ])
        },
        "adaptive_avg_pool2d": adaptive("GlobalAveragePool", "AveragePool"),
        "adaptive_max_pool2d": adaptive("GlobalMaxPool", "MaxPool"),
    ]

    /// Pooling to a given size: of everything, or in windows that fill the input evenly.
    private static func adaptive(_ whole: String, _ windows: String) -> Conversion {
        { step in
            let size = try step.call.integers(1, dimensions: 2, [1, 1])
            guard size != [1, 1] else { return [try step(whole, step.input(0))] }
            let input = try step.call.shape(0).suffix(2)
            let sizes = zip(input, size).map { (of: $0, to: $1) }
            guard sizes.allSatisfy({ $0.to > 0 && $0.of.isMultiple(of: $0.to) }) else {
                throw step.call.refusal("\(size) windows do not fill \(Array(input)) evenly")
            }
            let window = sizes.map { $0.of / $0.to }
            return [
                try step(
                    windows, step.input(0),
                    with: [.integers("kernel_shape", window), .integers("strides", window)])
            ]
        }
    }
}
