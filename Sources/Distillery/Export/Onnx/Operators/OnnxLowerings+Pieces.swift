import Torch

extension OnnxLowerings {
    static let pieces: [String: Conversion] = [
        "cat": one { step in
            try step.outputs(
                1, of: "Concat", step.call.operands(0).map(step.name),
                [.integer("axis", step.call.integer(1, 0))])[0]
        },
        "stack": one { step in
            let axis = try step.call.integer(1, 0)
            let parts = try step.call.operands(0).map { operand in
                try step("Unsqueeze", step.name(of: operand), step.numbers([axis]))
            }
            return try step.outputs(1, of: "Concat", parts, [.integer("axis", axis)])[0]
        },
        "chunk": split,
        "split": split,
        "split_with_sizes": split,
        "select": one { step in
            try step(
                "Gather", step.input(0), step.builder.scalar(step.call.integer(2)),
                with: [.integer("axis", step.call.integer(1))])
        },
        "index_select": one { step in
            try step(
                "Gather", step.input(0), step.input(2),
                with: [.integer("axis", step.call.integer(1))])
        },
        "gather": one { step in
            try step(
                "GatherElements", step.input(0), step.input(2),
                with: [.integer("axis", step.call.integer(1))])
        },
        "slice": one { step in
            let call = step.call
            return try step(
                "Slice", step.input(0), step.numbers([call.integer(2, 0)]),
                step.numbers([call.integer(3, .max)]), step.numbers([call.integer(1, 0)]),
                step.numbers([call.integer(4, 1)]))
        },
        "pad": one { step in
            let call = step.call
            guard call.text(2, "constant") == "constant" else {
                throw call.refusal("it fills with something else than a number")
            }
            return try padded(step, number: call.optionalReal(3) ?? 0)
        },
        "constant_pad_nd": one { step in try padded(step, number: step.call.real(2, 0)) },
    ]

    private static let split: Conversion = { step in
        let call = step.call
        let axis = try call.dimension(2, of: call.rank(0), 0)
        let sizes = try call.node.results.indices.map { try call.resultType($0).shape[axis] }
        return try step.outputs(
            sizes.count, of: "Split", [step.input(0), step.numbers(sizes)],
            [.integer("axis", axis)])
    }

    /// The engine counts pairs from the last dimension on, ONNX all beginnings and then all ends.
    private static func padded(_ step: OnnxLowering, number: Double) throws -> String {
        let pairs = try step.call.integers(1)
        var begins = [Int](repeating: 0, count: try step.call.rank(0))
        var ends = begins
        for place in 0..<pairs.count / 2 {
            begins[begins.count - 1 - place] = pairs[2 * place]
            ends[ends.count - 1 - place] = pairs[2 * place + 1]
        }
        return try step(
            "Pad", step.input(0), step.numbers(begins + ends),
            step.number(number, like: step.call.operand(0)))
    }
}
