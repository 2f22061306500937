import Torch

extension OnnxOperators {
    /// Operators of ONNX Runtime's own that its tools for quantisation write, beside those of ONNX.
    ///
    /// Their definitions: https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md
    static let runtimeQuantization: [String: Conversion] = [
        "com.microsoft.QuantizeLinear": one(quantized), "com.microsoft.DequantizeLinear": one(real),
        "com.microsoft.QGemm": one(quantizedGeneral), "com.microsoft.MatMulNBits": one(fewBits),
        "com.microsoft.QLinearAdd": one { call in
            try between(call, 2) { try call("add.Tensor", .tensor($0[0]), .tensor($0[1])) }
        },
        "com.microsoft.QLinearMul": one { call in
            try between(call, 2) { try call("mul.Tensor", .tensor($0[0]), .tensor($0[1])) }
        },
        "com.microsoft.QLinearSigmoid": one { call in
            try between(call, 1) { try call("sigmoid", .tensor($0[0])) }
        },
        "com.microsoft.QLinearLeakyRelu": one { call in
            let slope = Graph.Argument.real(call.real("alpha", 0.01))
            return try between(call, 1) { try call("leaky_relu", .tensor($0[0]), slope) }
        },
        "com.microsoft.QLinearGlobalAveragePool": one { call in
            guard !call.flag("channels_last") else { throw OnnxProblem("channels last") }
            let axes = try Array(2..<call.rank(0))
            return try between(call, 1) {
                try call("mean.dim", .tensor($0[0]), .integers(axes), .bool(true))
            }
        },
        "com.microsoft.QLinearAveragePool": one { call in
            guard !call.flag("channels_last") else { throw OnnxProblem("channels last") }
            return try between(call, 1) { reals in
                try average(
                    OnnxCall(
                        file: call.file, node: call.node, builder: call.builder, inputs: reals))
            }
        },
    ]

    /// Computes with real numbers what whole ones come in to and go out from, each with scale and zero behind it.
    private static func between(
        _ call: OnnxCall, _ count: Int, _ body: ([Graph.Operand]) throws -> Graph.Operand
    ) throws -> Graph.Operand {
        let reals = try (0..<count).map { place in
            try OnnxScale(call, scale: 3 * place + 1, zero: 3 * place + 2)
                .real(call.input(3 * place))
        }
        let type = try call.example(0).scalarType
        guard let limits = limits(of: type) else { throw OnnxProblem("values of \(type)") }
        return try OnnxScale(call, scale: 3 * count, zero: 3 * count + 1)
            .whole(body(reals), as: type, within: limits)
    }

    /// α · A · B + C over whole numbers; without a scale for the result that is real.
    private static func quantizedGeneral(_ call: OnnxCall) throws -> Graph.Operand {
        func turned(_ index: Int, _ flag: String) throws -> Graph.Operand {
            call.flag(flag) ? try call("t", call.tensor(index)) : try call.input(index)
        }
        var sum = try product(
            call, turned(0, "transA"), zero: call.optional(2), turned(3, "transB"),
            call.optional(5))
        if call.optional(6) != nil {
            sum = try call("add.Tensor", .tensor(sum), call.tensor(6))
        }
        var factor = try call("mul.Tensor", call.tensor(1), call.tensor(4))
        factor = try call("mul.Scalar", .tensor(factor), .real(call.real("alpha", 1)))
        let isReal = call.optional(7) == nil
        if !isReal { factor = try call("div.Tensor", .tensor(factor), call.tensor(7)) }
        let steps = try call(
            "mul.Tensor", .tensor(cast(sum, to: .float32, call)), .tensor(factor))
        if isReal { return steps }
        let type = try call.example(0).scalarType
        guard let limits = limits(of: type) else { throw OnnxProblem("values of \(type)") }
        return try OnnxScale(call, scale: 7, zero: 8).settled(steps, as: type, within: limits)
    }

    /// A linear layer whose weights `[outputs, blocks, bytes]` hold 4 or 8 bits a number, with a scale a block.
    private static func fewBits(_ call: OnnxCall) throws -> Graph.Operand {
        let (inputs, outputs) = (call.integer("K", 0), call.integer("N", 0))
        let (bits, size) = (call.integer("bits", 4), call.integer("block_size", 0))
        guard [4, 8].contains(bits), (1...1 << 20).contains(size), inputs > 0, outputs > 0,
            call.optional(4) == nil,
            try call.input(1).weight != nil, try call.input(2).weight != nil
        else { throw OnnxProblem("\(bits) bits in blocks of \(size)") }
        try call.requireMemory([outputs, inputs])
        let blocks = (inputs + size - 1) / size
        let perByte = 8 / bits
        let bytes = try call.example(1).elements(as: UInt8.self)
        let scales = try call.example(2).floats()
        let zeros = try call.optional(3).map { try call.builder.example(of: $0) }
        guard bytes.count == outputs * blocks * (size / perByte), scales.count == outputs * blocks,
            zeros?.scalarType ?? .uint8 == .uint8
        else { throw OnnxProblem("its weights are not as many as it states") }
        let rowBytes = (blocks + perByte - 1) / perByte
        let zeroBytes = try zeros?.elements(as: UInt8.self)
        guard zeroBytes?.count ?? outputs * rowBytes == outputs * rowBytes else {
            throw OnnxProblem("its zeros are not as many as its blocks")
        }
        func number(_ bytes: [UInt8], _ start: Int, _ place: Int) -> Float {
            let byte = bytes[start + place / perByte]
            return Float(perByte == 1 ? byte : place % 2 == 0 ? byte & 15 : byte >> 4)
        }
        var weight: [Float] = []
        weight.reserveCapacity(outputs * inputs)
        for output in 0..<outputs {
            for input in 0..<inputs {
                let block = input / size
                let start = (output * blocks + block) * (size / perByte)
                let zero =
                    zeroBytes.map { number($0, output * rowBytes, block) }
                    ?? Float(1 << (bits - 1))
                weight.append(
                    (number(bytes, start, input % size) - zero) * scales[output * blocks + block])
            }
        }
        let real = call.builder.weight(
            try Tensor(weight, shape: [outputs, inputs]).to(call.example(0).scalarType),
            named: call.node.input[1])
        return try call("linear", call.tensor(0), .tensor(real), call.optionalTensor(5))
    }
}
