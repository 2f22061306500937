import Torch

extension CoreMLOperators {
    static let shapes: [String: Conversion] = [
        "reshape": one(reshaped), "view": one(reshaped), "flatten": one(reshaped),
        "unflatten": one(reshaped), "_unsafe_view": one(reshaped),
        "unsqueeze": one { call in
            let dimension = try call.given.dimension(1, of: call.shape().count)
            return try call.add(
                "expand_dims", ["x": .variable(call.tensor(0)), "axes": .integers([dimension])])
        },
        "squeeze": one { call in
            let input = try call.tensor(0)
            let asked = try call.given.integers(1, Array(0..<input.rank)).map {
                call.given.fromFront($0, of: input.rank)
            }
            let axes = asked.filter { input.shape[$0] == 1 }
            guard !axes.isEmpty else { return input }
            return try call.add("squeeze", ["x": .variable(input), "axes": .integers(axes)])
        },
        "transpose": one { call in
            let input = try call.tensor(0)
            var order = Array(0..<input.rank)
            try order.swapAt(
                call.given.dimension(1, of: input.rank), call.given.dimension(2, of: input.rank))
            return try permuted(input, order, call)
        },
        "permute": one { call in
            let input = try call.tensor(0)
            let order = try call.given.integers(1).map {
                call.given.fromFront($0, of: input.rank)
            }
            return try permuted(input, order, call)
        },
        "t": one { call in
            let input = try call.tensor(0)
            return input.rank < 2 ? input : try permuted(input, [1, 0], call)
        },
        "expand": one(expanded), "expand_as": one(expanded),
        "channel_shuffle": one(shuffled),
        "contiguous": identity, "clone": identity, "detach": identity, "alias": identity,
        "dropout": identity,
    ]

    private static func reshaped(_ call: CoreMLCall) throws -> CoreMLVariable {
        try call.reshape(call.tensor(0), call.shape())
    }

    private static func permuted(
        _ input: CoreMLVariable, _ order: [Int], _ call: CoreMLCall
    ) throws -> CoreMLVariable {
        try call.add(
            "transpose", ["x": .variable(input), "perm": .integers(order)], type: input.type,
            shape: order.map { input.shape[$0] })
    }

    /// Repeats where a size of 1 becomes one that is the same for all inputs.
    private static func expanded(_ call: CoreMLCall) throws -> CoreMLVariable {
        var input = try call.tensor(0)
        let shape = call.shape()
        if input.rank < shape.count {
            let ones = [Int?](repeating: 1, count: shape.count - input.rank)
            input = try call.reshape(input, ones + input.shape)
        }
        let repetitions = try zip(input.shape, shape).map { size, wanted in
            try size == wanted ? 1 : call.size(wanted) / call.size(size)
        }
        guard repetitions.contains(where: { $0 != 1 }) else { return input }
        return try call.add("tile", ["x": .variable(input), "reps": .integers(repetitions)])
    }

    /// Channels as a table of groups, read by columns instead of rows.
    private static func shuffled(_ call: CoreMLCall) throws -> CoreMLVariable {
        let input = try call.tensor(0)
        let sizes = try input.shape.map(call.size)
        let groups = try call.given.integer(1)
        guard groups > 1 else { return input }
        let table = [sizes[0], groups, sizes[1] / groups] + sizes.dropFirst(2)
        let order = [0, 2, 1] + Array(3..<table.count)
        let grouped = try call.reshape(input, table)
        return try call.reshape(permuted(grouped, order, call), input.shape)
    }
}
