import Torch

extension CoreMLOperators {
    static let matrices: [String: Conversion] = [
        "linear": one(linear), "matmul": one(product), "bmm": one(product), "mm": one(product),
        "scaled_dot_product_attention": one(attention),
        "embedding": one { call in
            try call.add(
                "gather",
                [
                    "x": .variable(call.matrix(0)), "indices": .variable(call.tensor(1)),
                    "axis": .integer(0), "batch_dims": .integer(0),
                ])
        },
    ]

    private static func product(_ call: CoreMLCall) throws -> CoreMLVariable {
        try call.add(
            "matmul",
            [
                "x": .variable(call.tensor(0)), "y": .variable(call.tensor(1)),
                "transpose_x": .flag(false), "transpose_y": .flag(false),
            ])
    }

    /// The program's `linear` takes constants and up to three dimensions; else it is a product and a sum.
    private static func linear(_ call: CoreMLCall) throws -> CoreMLVariable {
        let input = try call.tensor(0)
        let bias = try call.optionalTensor(2)
        let isConstant = try call.given.operand(1).weight != nil
        let hasConstantBias = call.given.optionalOperand(2).map { $0.weight != nil } ?? true
        if isConstant, hasConstantBias, input.rank <= 3 {
            return try call.add(
                "linear",
                [
                    "x": .variable(input), "weight": .variable(call.matrix(1)),
                    "bias": .optional(bias),
                ])
        }
        let product = try call.add(
            "matmul",
            [
                "x": .variable(input), "y": .variable(call.matrix(1)),
                "transpose_x": .flag(false), "transpose_y": .flag(true),
            ])
        guard let bias else { return product }
        return try call.add("add", ["x": .variable(product), "y": .variable(bias)])
    }

    /// softmax(q · kᵀ · scale + mask) · v, step by step.
    private static func attention(_ call: CoreMLCall) throws -> CoreMLVariable {
        guard !call.given.flag(5) else {
            throw call.given.refusal("its mask is causal; give the mask itself")
        }
        let (queries, keys, values) = (
            try call.tensor(0), try call.tensor(1), try call.tensor(2)
        )
        let width = try call.size(queries.shape.last ?? nil)
        let scale = call.given.optionalReal(6) ?? 1 / Double(width).squareRoot()
        let scaled = try call.add(
            "mul", ["x": .variable(queries), "y": .real(scale, queries.type)],
            shape: queries.shape)
        let shape = queries.shape.dropLast() + [keys.shape[keys.rank - 2]]
        var scores = try call.add(
            "matmul",
            [
                "x": .variable(scaled), "y": .variable(keys), "transpose_x": .flag(false),
                "transpose_y": .flag(true),
            ], shape: Array(shape))
        if let mask = try call.optionalTensor(3) {
            scores = try call.add(
                "add", ["x": .variable(scores), "y": .variable(additive(mask, call))],
                shape: Array(shape))
        }
        let shares = try call.add(
            "softmax", ["x": .variable(scores), "axis": .integer(-1)], shape: Array(shape))
        return try call.add(
            "matmul",
            [
                "x": .variable(shares), "y": .variable(values), "transpose_x": .flag(false),
                "transpose_y": .flag(false),
            ])
    }

    /// What is added to scores: 0 where a mask of flags is true, and -30000 where it is not.
    private static func additive(
        _ mask: CoreMLVariable, _ call: CoreMLCall
    ) throws -> CoreMLVariable {
        guard mask.type == .bool else { return mask }
        let ones = try call.cast(mask, to: call.program.floating)
        let missing = try call.add(
            "sub", ["x": .variable(ones), "y": .real(1, ones.type)], shape: mask.shape)
        return try call.add(
            "mul", ["x": .variable(missing), "y": .real(30000, ones.type)], shape: mask.shape)
    }
}
