import Torch

extension CoreMLOperators {
    static let pooling: [String: Conversion] = [
        "max_pool1d": one(largest), "max_pool2d": one(largest),
        "avg_pool1d": one(average), "avg_pool2d": one(average),
        "adaptive_avg_pool2d": one { try adaptive($0, whole: "reduce_mean", parts: "avg_pool") },
        "adaptive_max_pool2d": one { try adaptive($0, whole: "reduce_max", parts: "max_pool") },
    ]

    private static func largest(_ call: CoreMLCall) throws -> CoreMLVariable {
        let input = try call.tensor(0)
        let count = input.rank - 2
        guard try call.given.integers(4, dimensions: count, [1]).allSatisfy({ $0 == 1 }) else {
            throw call.given.refusal("its window has dilations")
        }
        let window = try Window(call, count)
        return try call.add(
            "max_pool",
            [
                "x": .variable(input), "kernel_sizes": .integers(window.kernel),
                "strides": .integers(window.strides), "pad_type": .text("custom"),
                "pad": .integers(window.padding), "ceil_mode": .flag(call.given.flag(5)),
            ])
    }

    private static func average(_ call: CoreMLCall) throws -> CoreMLVariable {
        let input = try call.tensor(0)
        guard call.given.optionalReal(6) == nil else {
            throw call.given.refusal("it divides by a number of its own")
        }
        let window = try Window(call, input.rank - 2)
        return try call.add(
            "avg_pool",
            [
                "x": .variable(input), "kernel_sizes": .integers(window.kernel),
                "strides": .integers(window.strides), "pad_type": .text("custom"),
                "pad": .integers(window.padding),
                "exclude_padding_from_average": .flag(!call.given.flag(5, true)),
                "ceil_mode": .flag(call.given.flag(4)),
            ])
    }

    /// To one place, a reduction; to several, windows of one size, where the map divides into them.
    private static func adaptive(
        _ call: CoreMLCall, whole: String, parts: String
    ) throws -> CoreMLVariable {
        let input = try call.tensor(0)
        let wanted = try call.given.integers(1, dimensions: 2, [1])
        if wanted == [1, 1] {
            return try call.add(
                whole,
                [
                    "x": .variable(input), "axes": .integers([input.rank - 2, input.rank - 1]),
                    "keep_dims": .flag(true),
                ])
        }
        let sizes = try input.shape.suffix(2).map(call.size)
        guard input.rank == 4, zip(sizes, wanted).allSatisfy({ $0 % $1 == 0 }) else {
            throw call.given.refusal("\(sizes) places are no multiple of \(wanted)")
        }
        let kernel = zip(sizes, wanted).map { $0 / $1 }
        return try call.add(
            parts,
            [
                "x": .variable(input), "kernel_sizes": .integers(kernel),
                "strides": .integers(kernel), "pad_type": .text("valid"),
            ])
    }

    /// Kernel, strides and padding, which pooling operators take in the same places.
    private struct Window {
        let kernel: [Int]
        let strides: [Int]
        /// Before and after, for each dimension.
        let padding: [Int]

        init(_ call: CoreMLCall, _ dimensions: Int) throws {
            kernel = try call.given.integers(1, dimensions: dimensions, [])
            strides = try call.given.integers(2, dimensions: dimensions, kernel)
            padding = try call.given.integers(3, dimensions: dimensions, [0]).flatMap { [$0, $0] }
        }
    }
}
