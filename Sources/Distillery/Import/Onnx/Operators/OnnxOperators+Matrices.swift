import Torch

extension OnnxOperators {
    static let matrices: [String: Conversion] = [
        "MatMul": plain("matmul", inputs: 2), "Gemm": one(general),
        "Einsum": one { call in
            let operands = try call.inputs.indices.map { try call.input($0) }
            return try call("einsum", .string(call.text("equation", "")), .tensors(operands))
        },
    ]

    /// α · A · B + β · C, with A and B turned where the node says so; mostly a linear layer.
    private static func general(_ call: OnnxCall) throws -> Graph.Operand {
        let (alpha, beta) = (call.real("alpha", 1), call.real("beta", 1))
        func turned(_ index: Int, _ isTurned: Bool) throws -> Graph.Argument {
            isTurned ? .tensor(try call("t", call.tensor(index))) : try call.tensor(index)
        }
        let left = try turned(0, call.flag("transA"))
        let isVector = try call.optional(2).map { try call.builder.example(of: $0).rank == 1 }
        if alpha == 1, beta == 1, isVector ?? true {
            return try call(
                "linear", left, turned(1, !call.flag("transB")), call.optionalTensor(2))
        }
        var product = try call("matmul", left, turned(1, call.flag("transB")))
        if alpha != 1 { product = try call("mul.Scalar", .tensor(product), .real(alpha)) }
        guard call.optional(2) != nil else { return product }
        return try call("add.Tensor", .tensor(product), call.tensor(2), .real(beta))
    }
}
