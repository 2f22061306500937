import Torch

extension OnnxOperators {
    static let pooling: [String: Conversion] = [
        "MaxPool": one(largest), "AveragePool": one(average),
        "GlobalAveragePool": one { call in
            try call("mean.dim", call.tensor(0), .integers(places(call)), .bool(true))
        },
        "GlobalMaxPool": one { call in
            try call("amax", call.tensor(0), .integers(places(call)), .bool(true))
        },
    ]

    /// All dimensions but those of examples and channels.
    private static func places(_ call: OnnxCall) throws -> [Int] {
        let rank = try call.rank(0)
        guard rank > 2 else { throw OnnxProblem("it takes maps, found \(try call.example(0))") }
        return Array(2..<rank)
    }

    private static func largest(_ call: OnnxCall) throws -> Graph.Operand {
        guard call.node.output.dropFirst().allSatisfy(\.isEmpty) else {
            throw OnnxProblem("the places of the largest are not read")
        }
        let window = try OnnxWindow(call, kernel: call.integers("kernel_shape") ?? [])
        // The engine takes padding up to half of the window.
        let isWide = zip(window.before, window.kernel).contains { $0 > $1 / 2 }
        let (input, padding) = try window.padded(call, value: -.infinity, always: isWide)
        return try call(
            "max_pool\(window.rank)d", .tensor(input), .integers(window.kernel),
            .integers(window.strides), .integers(padding), .integers(window.dilations),
            .bool(call.flag("ceil_mode")))
    }

    static func average(_ call: OnnxCall) throws -> Graph.Operand {
        let window = try OnnxWindow(call, kernel: call.integers("kernel_shape") ?? [])
        let countsPadding = call.flag("count_include_pad")
        guard window.dilations.allSatisfy({ $0 == 1 }), window.isSymmetric || countsPadding else {
            throw OnnxProblem("dilations, and unequal pads that do not count, are not read")
        }
        let (input, padding) = try window.padded(call, value: 0)
        return try call(
            "avg_pool\(window.rank)d", .tensor(input), .integers(window.kernel),
            .integers(window.strides), .integers(padding), .bool(call.flag("ceil_mode")),
            .bool(countsPadding))
    }
}
