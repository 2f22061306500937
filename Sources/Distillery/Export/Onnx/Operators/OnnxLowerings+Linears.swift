import Torch

extension OnnxLowerings {
    static let linears: [String: Conversion] = [
        "linear": one { step in
            let operand = try step.call.operand(1)
            let product =
                if let path = operand.weight {
                    try step.weights.product(step, of: step.input(0), with: path)
                } else {
                    try step(
                        "MatMul", step.input(0), step.transposed(step.name(of: operand), [1, 0]))
                }
            guard let bias = try step.optionalInput(2) else { return product }
            return try step("Add", product, bias)
        },
        "matmul": plain("MatMul", inputs: 2),
        "bmm": plain("MatMul", inputs: 2),
        "mm": plain("MatMul", inputs: 2),
        "embedding": one { step in
            let operand = try step.call.operand(0)
            guard let path = operand.weight else {
                return try step("Gather", step.input(0), step.input(1))
            }
            return try step.weights.rows(step, of: path, at: step.input(1))
        },
        "scaled_dot_product_attention": one(attention),
        "lstm": recurrence,
    ]

    /// softmax(q · kᵀ · scale + mask) · v.
    @Sendable private static func attention(_ step: OnnxLowering) throws -> String {
        let call = step.call
        let query = try call.operand(0)
        guard let width = try call.shape(0).last, try call.rank(1) == 4 else {
            throw call.refusal("its tensors are not [batch, heads, length, width]")
        }
        guard !call.flag(5) else { throw call.refusal("it hides what comes later") }
        let scale = try call.real(6, 1 / Double(width).squareRoot())
        let scaled = try step("Mul", step.input(0), step.number(scale, like: query))
        var scores = try step("MatMul", scaled, step.transposed(step.input(1), [0, 1, 3, 2]))
        if let mask = call.optionalOperand(3) {
            guard try call.type(of: mask).scalarType?.isFloatingPoint == true else {
                throw call.refusal("its mask holds no numbers to add")
            }
            scores = try step("Add", scores, step.name(of: mask))
        }
        let weights = try step("Softmax", scores, with: [.integer("axis", -1)])
        return try step("MatMul", weights, step.input(2))
    }

    /// One layer in one direction, `[batch, length, width]`; results are the states, the last one, and the
    /// last memory.
    @Sendable private static func recurrence(_ step: OnnxLowering) throws -> [String] {
        let call = step.call
        let states = try call.operands(1)
        let parts = try call.operands(2)
        guard parts.count == 4, try call.integer(4) == 1, !call.flag(7), call.flag(8) else {
            throw call.refusal("it has several layers or directions, or the batch in its middle")
        }
        /// The engine's gates are input, forget, cell, output; ONNX's input, output, forget, cell.
        func gates(_ operand: Graph.Operand) throws -> Tensor {
            guard let path = operand.weight, let weight = call.graph.weights[path] else {
                throw call.refusal("its weights are computed")
            }
            let quarters = try weight.chunks(4, dimension: 0)
            return try .concatenated(
                [quarters[0], quarters[3], quarters[1], quarters[2]], dimension: 0)
        }
        func added(_ tensor: Tensor, _ name: String) throws -> String {
            let path = call.node.scope.isEmpty ? name : "\(call.node.scope).\(name)"
            return try step.builder.add(
                tensor.unsqueezed(0).to(step.builder.own(tensor.scalarType)), named: path)
        }
        let weight = try gates(parts[0])
        let bias = try Tensor.concatenated([gates(parts[2]), gates(parts[3])], dimension: 0)
        let outputs = try step.outputs(
            3, of: "LSTM",
            [
                step.transposed(step.input(0), [1, 0, 2]), added(weight, "W"),
                added(gates(parts[1]), "R"), added(bias, "B"), nil, step.name(of: states[0]),
                step.name(of: states[1]),
            ], [.integer("hidden_size", weight.shape[0] / 4)])
        // [length, directions, batch, width]
        let squeezed = try step("Squeeze", outputs[0], step.numbers([1]))
        return [try step.transposed(squeezed, [1, 0, 2]), outputs[1], outputs[2]]
    }
}
