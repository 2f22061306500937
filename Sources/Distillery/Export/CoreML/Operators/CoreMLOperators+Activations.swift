import Torch

extension CoreMLOperators {
    static let activations: [String: Conversion] = [
        "relu": plain("relu"), "relu6": plain("relu6"), "sigmoid": plain("sigmoid"),
        "tanh": plain("tanh"), "silu": plain("silu"), "exp": plain("exp"), "abs": plain("abs"),
        "sqrt": plain("sqrt"), "square": plain("square"), "erf": plain("erf"),
        "log": plain("log"), "floor": plain("floor"), "round": plain("round"),
        "softplus": one { call in
            guard try call.given.real(1, 1) == 1 else {
                throw call.given.refusal("its beta is not 1")
            }
            return try call.add("softplus", ["x": .variable(call.tensor(0))])
        },
        "elu": one { call in
            let input = try call.tensor(0)
            guard try call.given.real(2, 1) == 1, try call.given.real(3, 1) == 1 else {
                throw call.given.refusal("its scales are not 1")
            }
            return try call.add(
                "elu",
                ["x": .variable(input), "alpha": .real(call.given.real(1, 1), input.type)])
        },
        "hardsigmoid": one(sixthSigmoid),
        "hardswish": one { call in
            try call.add(
                "mul", ["x": .variable(call.tensor(0)), "y": .variable(sixthSigmoid(call))])
        },
        "gelu": one { call in
            let mode = call.given.text(1, "none") == "tanh" ? "TANH_APPROXIMATION" : "EXACT"
            return try call.add("gelu", ["x": .variable(call.tensor(0)), "mode": .text(mode)])
        },
        "leaky_relu": one { call in
            let input = try call.tensor(0)
            let slope = try call.given.real(1, 0.01)
            return try call.add(
                "leaky_relu", ["x": .variable(input), "alpha": .real(slope, input.type)])
        },
        "softmax": one { call in
            let input = try call.cast(call.tensor(0), to: call.type())
            let dimension = try call.given.dimension(1, of: input.rank)
            return try call.add(
                "softmax", ["x": .variable(input), "axis": .integer(dimension)])
        },
        "log_softmax": one { call in
            let input = try call.cast(call.tensor(0), to: call.type())
            let dimension = try call.given.dimension(1, of: input.rank)
            var sums = input.shape
            sums[dimension] = 1
            let logarithm = try call.add(
                "reduce_log_sum_exp",
                [
                    "x": .variable(input), "axes": .integers([dimension]),
                    "keep_dims": .flag(true),
                ], shape: sums)
            return try call.add("sub", ["x": .variable(input), "y": .variable(logarithm)])
        },
        "clamp": one { call in
            try limited(call, call.given.optionalReal(1), call.given.optionalReal(2))
        },
        "clamp_min": one { call in try limited(call, call.given.real(1), nil) },
        "clamp_max": one { call in try limited(call, nil, call.given.real(1)) },
        "hardtanh": one { call in
            try limited(call, call.given.real(1, -1), call.given.real(2, 1))
        },
    ]

    /// min(max(x / 6 + 1/2, 0), 1).
    private static let sixthSigmoid: @Sendable (CoreMLCall) throws -> CoreMLVariable = { call in
        let input = try call.tensor(0)
        return try call.add(
            "sigmoid_hard",
            [
                "x": .variable(input), "alpha": .real(1.0 / 6, input.type),
                "beta": .real(0.5, input.type),
            ])
    }

    /// What lies outside of the bounds becomes the bound; nil for none.
    private static func limited(
        _ call: CoreMLCall, _ lower: Double?, _ upper: Double?
    ) throws -> CoreMLVariable {
        let input = try call.tensor(0)
        guard input.isFloating else { throw call.given.refusal("it limits whole numbers") }
        let largest =
            input.type == .float16
            ? CoreMLNumbers.largestHalf : Double(Float.greatestFiniteMagnitude)
        return try call.add(
            "clip",
            [
                "x": .variable(input), "alpha": .real(lower ?? -largest, input.type),
                "beta": .real(upper ?? largest, input.type),
            ])
    }
}
