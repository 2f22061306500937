import Torch

extension CoreMLOperators {
    static let normalizations: [String: Conversion] = [
        "batch_norm": one(batchNorm), "layer_norm": one(layerNorm), "group_norm": one(groupNorm),
    ]

    /// In evaluation a product and a sum per channel, x · s + t.
    private static func batchNorm(_ call: CoreMLCall) throws -> CoreMLVariable {
        guard !call.given.flag(5) else {
            throw call.given.refusal("it takes the batch's own mean; trace in evaluation mode")
        }
        let input = try call.tensor(0)
        func exact(_ index: Int) throws -> Tensor { try call.weight(index).to(.float64) }
        let variance = try exact(4) + call.given.real(7)
        var scale = try variance.squareRoot().reciprocal()
        if try call.optionalWeight(1) != nil { scale = try scale * exact(1) }
        var shift = try -(exact(3) * scale)
        if try call.optionalWeight(2) != nil { shift = try shift + exact(2) }
        return try affine(input, scale, shift, call)
    }

    private static func affine(
        _ input: CoreMLVariable, _ scale: Tensor, _ shift: Tensor, _ call: CoreMLCall
    ) throws -> CoreMLVariable {
        let perChannel = [1, -1] + Array(repeating: 1, count: input.rank - 2)
        let name = call.given.node.scope
        let scale = try call.program.constant(
            scale.reshaped(perChannel), named: "\(name)_scale")
        let shift = try call.program.constant(
            shift.reshaped(perChannel), named: "\(name)_shift")
        let product = try call.add("mul", ["x": .variable(input), "y": .variable(scale)])
        return try call.add("add", ["x": .variable(product), "y": .variable(shift)])
    }

    private static func layerNorm(_ call: CoreMLCall) throws -> CoreMLVariable {
        let input = try call.tensor(0)
        let count = try call.given.integers(1).count
        return try call.add(
            "layer_norm",
            [
                "x": .variable(input),
                "axes": .integers(Array(input.rank - count..<input.rank)),
                "gamma": .optional(call.optionalTensor(2)),
                "beta": .optional(call.optionalTensor(3)),
                "epsilon": epsilon(call.given.real(4, 1e-5), input.type),
            ])
    }

    /// The channels of a group, normalised together as one long row.
    private static func groupNorm(_ call: CoreMLCall) throws -> CoreMLVariable {
        let input = try call.tensor(0)
        let sizes = try input.shape.map(call.size)
        let groups = try call.given.integer(1)
        let rows = try call.reshape(
            input, [sizes[0], groups, sizes.dropFirst().reduce(1, *) / groups])
        let normal = try call.add(
            "layer_norm",
            [
                "x": .variable(rows), "axes": .integers([2]),
                "epsilon": epsilon(call.given.real(4, 1e-5), input.type),
            ], shape: rows.shape)
        let back = try call.reshape(normal, input.shape)
        let ones = try Tensor.ones([sizes[1]])
        return try affine(
            back, call.optionalWeight(2) ?? ones, call.optionalWeight(3) ?? ones.zerosLike(), call)
    }

    /// In `float16` an epsilon as 1e-12 would be 0, and a row of equal numbers no number.
    private static func epsilon(_ number: Double, _ type: MILDataType) -> CoreMLArgument {
        .real(type == .float16 ? max(number, CoreMLNumbers.smallestHalf) : number, type)
    }
}
