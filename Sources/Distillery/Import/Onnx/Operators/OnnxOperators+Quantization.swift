import Torch

extension OnnxOperators {
    /// Networks of whole numbers, computed as ONNX defines them.
    ///
    /// Products of whole numbers are those of a floating-point type in which they are exact; weights that only
    /// stand for real ones become those when the file is read.
    static let quantization: [String: Conversion] = [
        "QuantizeLinear": one(quantized), "DequantizeLinear": one(real),
        "DynamicQuantizeLinear": dynamic,
        "MatMulInteger": one { call in
            try product(
                call, call.input(0), zero: call.optional(2), call.input(1), call.optional(3))
        },
        "ConvInteger": one { call in
            try convolution(
                call, call.input(0), zero: call.optional(2), call.input(1), call.optional(3))
        },
        "QLinearMatMul": one(quantizedProduct), "QLinearConv": one(quantizedConvolution),
    ]

    static func quantized(_ call: OnnxCall) throws -> Graph.Operand {
        var scale = try OnnxScale(call, scale: 1, zero: 2)
        (scale.axis, scale.block) = (call.integer("axis", 1), call.integer("block_size", 0))
        let stated = call.integer("output_dtype", 0)
        let isFour = call.file.isFourBit(call.node.input.dropFirst(2).first ?? "")
        guard !isFour, ![21, 22].contains(stated) else {
            throw OnnxProblem("values of 4 bits are read of weights only")
        }
        let type =
            try call.optional(2).map { try call.builder.example(of: $0).scalarType }
            ?? (stated == 0 ? .uint8 : ScalarType(onnx: stated))
        guard let type, let limits = limits(of: type) else {
            throw OnnxProblem("values of type \(stated) are not read")
        }
        return try scale.whole(call.input(0), as: type, within: limits)
    }

    static func real(_ call: OnnxCall) throws -> Graph.Operand {
        var scale = try OnnxScale(call, scale: 1, zero: 2)
        (scale.axis, scale.block) = (call.integer("axis", 1), call.integer("block_size", 0))
        let whole = try call.input(0)
        let real = try scale.real(whole)
        guard whole.weight != nil, real.weight != nil else { return real }
        // A weight of the network, and counted as one.
        return call.builder.weight(
            try call.builder.example(of: real), named: call.node.input.first ?? call.node.name)
    }

    static func limits(of type: ScalarType) -> ClosedRange<Double>? {
        switch type {
        case .uint8: 0...255
        case .int8: -128...127
        case .int16: -32768...32767
        default: nil
        }
    }

    /// To `uint8`, by the least and the greatest value and zero: the numbers, their scale and their zero.
    private static func dynamic(_ call: OnnxCall) throws -> [Graph.Operand] {
        let least = try call("clamp", .tensor(call("min", call.tensor(0))), .none, .real(0))
        let most = try call("clamp", .tensor(call("max", call.tensor(0))), .real(0), .none)
        let width = try call("sub.Tensor", .tensor(most), .tensor(least))
        let steps = try call("div.Scalar", .tensor(width), .real(255))
        let isNothing = try call("eq.Scalar", .tensor(steps), .integer(0))
        // All values are zero: whichever scale does.
        let scale = try call("add.Tensor", .tensor(steps), .tensor(isNothing))
        let below = try call("div.Tensor", .tensor(least), .tensor(scale))
        let origin = try call("clamp", .tensor(call("neg", .tensor(below))), .real(0), .real(255))
        let zero = try cast(call("round", .tensor(origin)), to: .uint8, call)
        let whole = try OnnxScale(call, scale: scale, zero: zero)
            .whole(call.input(0), as: .uint8, within: 0...255)
        return [whole, scale, zero]
    }

    // MARK: Products of whole numbers

    /// The type that sums of so many products are exact in.
    private static func exactType(products: Int) -> ScalarType {
        products * 255 * 255 <= 1 << 24 ? .float32 : .float64
    }

    /// Whole numbers without their zero, as real ones; zeros along an axis have the sizes given.
    private static func numbers(
        _ call: OnnxCall, _ whole: Graph.Operand, zero: Graph.Operand?, sizes: [Int],
        as type: ScalarType
    ) throws -> Graph.Operand {
        var origin = Graph.Argument.none
        if let zero {
            let example = try call.builder.example(of: zero)
            origin = .tensor(zero)
            if example.elementCount == 1 {
                origin = .tensor(try call("reshape", .tensor(zero), .integers([])))
            } else if example.rank == 1 {
                origin = .tensor(try call("reshape", .tensor(zero), .integers(sizes)))
            }
        }
        return try cast(OnnxScale.distance(of: whole, from: origin, call), to: type, call)
    }

    /// A matrix product, `int32`; the left one's zeros are those of rows, the right one's of columns.
    static func product(
        _ call: OnnxCall, _ left: Graph.Operand, zero leftZero: Graph.Operand?,
        _ right: Graph.Operand, _ rightZero: Graph.Operand?
    ) throws -> Graph.Operand {
        let type = exactType(products: try call.builder.example(of: left).shape.last ?? 1)
        let rows = try numbers(call, left, zero: leftZero, sizes: [-1, 1], as: type)
        let columns = try numbers(call, right, zero: rightZero, sizes: [-1], as: type)
        return try cast(call("matmul", .tensor(rows), .tensor(columns)), to: .int32, call)
    }

    /// A convolution, `int32`; the kernels' zeros are those of output channels.
    private static func convolution(
        _ call: OnnxCall, _ input: Graph.Operand, zero: Graph.Operand?,
        _ kernels: Graph.Operand, _ kernelZero: Graph.Operand?
    ) throws -> Graph.Operand {
        let shape = try call.builder.example(of: kernels).shape
        let type = exactType(products: shape.dropFirst().reduce(1, *))
        let sizes = [-1] + shape.dropFirst().map { _ in 1 }
        // What is put on around the input is its zero.
        let operands = [
            try numbers(call, input, zero: zero, sizes: [], as: type),
            try numbers(call, kernels, zero: kernelZero, sizes: sizes, as: type),
        ]
        let plain = OnnxCall(
            file: call.file, node: call.node, builder: call.builder, inputs: operands)
        return try cast(convolution(plain), to: .int32, call)
    }

    private static func quantizedProduct(_ call: OnnxCall) throws -> Graph.Operand {
        let sum = try product(
            call, call.input(0), zero: call.optional(2), call.input(3), call.optional(5))
        return try scaled(call, sum, scales: (1, 4, 6), zero: 7, sizes: [-1])
    }

    private static func quantizedConvolution(_ call: OnnxCall) throws -> Graph.Operand {
        var sum = try convolution(
            call, call.input(0), zero: call.optional(2), call.input(3), call.optional(5))
        let sizes = try [-1] + call.rank(0).ones(less: 2)
        if call.optional(8) != nil {
            let bias = try call("reshape", call.tensor(8), .integers(sizes))
            sum = try call("add.Tensor", .tensor(sum), .tensor(bias))
        }
        return try scaled(call, sum, scales: (1, 4, 6), zero: 7, sizes: sizes)
    }

    /// Sums of products of whole numbers as whole numbers of the result's scale.
    private static func scaled(
        _ call: OnnxCall, _ sum: Graph.Operand, scales: (left: Int, right: Int, result: Int),
        zero: Int, sizes: [Int]
    ) throws -> Graph.Operand {
        let type = try call.example(zero).scalarType
        guard let limits = limits(of: type) else { throw OnnxProblem("results of \(type)") }
        var factor = try call("mul.Tensor", call.tensor(scales.left), call.tensor(scales.right))
        factor = try call("div.Tensor", .tensor(factor), call.tensor(scales.result))
        if try call.builder.example(of: factor).elementCount > 1 {
            factor = try call("reshape", .tensor(factor), .integers(sizes))
        }
        let real = try cast(sum, to: .float32, call)
        let steps = try call("mul.Tensor", .tensor(real), .tensor(factor))
        return try OnnxScale(call, scale: scales.result, zero: zero)
            .settled(steps, as: type, within: limits)
    }
}

extension Int {
    /// So many sizes of one, less a few.
    fileprivate func ones(less count: Int) -> [Int] {
        [Int](repeating: 1, count: Swift.max(0, self - count))
    }
}
