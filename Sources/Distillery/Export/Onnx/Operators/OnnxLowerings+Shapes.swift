import Torch

extension OnnxLowerings {
    static let shapes: [String: Conversion] = [
        "flatten": one { step in
            let call = step.call
            let shape = try call.shape(0)
            let start = try call.dimension(1, of: shape.count, 0)
            let end = try call.dimension(2, of: shape.count, -1)
            return try step.reshaped(
                step.input(0),
                Array(repeating: 0, count: start) + [-1] + shape[(end + 1)...])
        },
        "unflatten": one { step in
            let call = step.call
            let shape = try call.shape(0)
            let place = try call.dimension(1, of: shape.count)
            return try step.reshaped(
                step.input(0),
                Array(repeating: 0, count: place) + call.integers(2) + shape[(place + 1)...])
        },
        "reshape": one { step in try step.reshaped(step.input(0), step.call.integers(1)) },
        "view": one { step in try step.reshaped(step.input(0), step.call.integers(1)) },
        "transpose": one { step in
            let rank = try step.call.rank(0)
            var order = Array(0..<rank)
            order.swapAt(
                try step.call.dimension(1, of: rank), try step.call.dimension(2, of: rank))
            return try step.transposed(step.input(0), order)
        },
        "t": one { step in
            try step.transposed(step.input(0), step.call.rank(0) == 2 ? [1, 0] : [0])
        },
        "permute": one { step in
            let rank = try step.call.rank(0)
            return try step.transposed(
                step.input(0), step.call.integers(1).map { step.call.fromFront($0, of: rank) })
        },
        "unsqueeze": one { step in
            try step("Unsqueeze", step.input(0), step.numbers([step.call.integer(1)]))
        },
        "squeeze": one { step in
            try step("Squeeze", step.input(0), step.numbers(step.call.integers(1)))
        },
        "expand": one { step in
            // -1 keeps a size, and so does 1 in ONNX.
            try step(
                "Expand", step.input(0), step.numbers(step.call.integers(1).map { max($0, 1) }))
        },
        "expand_as": one { step in
            try step("Expand", step.input(0), step("Shape", step.input(1)))
        },
        "channel_shuffle": one { step in
            let shape = try step.call.shape(0)
            let groups = try step.call.integer(1)
            let apart = try step.reshaped(
                step.input(0), [0, groups, shape[1] / groups] + shape[2...])
            return try step.reshaped(
                step.transposed(apart, [0, 2, 1] + (3...shape.count)), [0, shape[1]] + shape[2...])
        },
        "zeros_like": filled(0),
        "ones_like": filled(1),
        "to": one { step in
            try step.cast(
                step.input(0), from: step.call.type(of: step.call.operand(0)).scalarType,
                to: step.call.resultType().scalarType)
        },
        "contiguous": identity, "clone": identity, "detach": identity, "alias": identity,
    ]

    private static func filled(_ number: Double) -> Conversion {
        one { step in
            let type = step.builder.own(try step.call.resultType().scalarType ?? .float32)
            return try step(
                "ConstantOfShape", step("Shape", step.input(0)),
                with: [.tensor("value", Tensor([Float(number)]).to(type))])
        }
    }
}
