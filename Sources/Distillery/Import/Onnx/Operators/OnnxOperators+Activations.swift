import Torch

extension OnnxOperators {
    static let activations: [String: Conversion] = [
        "Relu": plain("relu"), "Sigmoid": plain("sigmoid"), "Tanh": plain("tanh"),
        "HardSwish": plain("hardswish"), "Mish": plain("mish"), "Softplus": plain("softplus"),
        "Selu": plain("selu"), "PRelu": one(slopes), "HardSigmoid": one(hardSigmoid),
        "Gelu": one { call in
            try call("gelu", call.tensor(0), .string(call.text("approximate", "none")))
        },
        "Elu": one { call in try call("elu", call.tensor(0), .real(call.real("alpha", 1))) },
        "Celu": one { call in try call("celu", call.tensor(0), .real(call.real("alpha", 1))) },
        "LeakyRelu": one { call in
            try call("leaky_relu", call.tensor(0), .real(call.real("alpha", 0.01)))
        },
        "Clip": one(clip), "Softmax": one { try softmax($0, "softmax.int") },
        "LogSoftmax": one { try softmax($0, "log_softmax.int") },
    ]

    /// max(0, min(1, αx + β)), which libtorch has for α = 1/6, β = 1/2.
    private static func hardSigmoid(_ call: OnnxCall) throws -> Graph.Operand {
        let (alpha, beta) = (call.real("alpha", 0.2), call.real("beta", 0.5))
        if abs(alpha - 1.0 / 6) < 1e-6, beta == 0.5 {
            return try call("hardsigmoid", call.tensor(0))
        }
        let scaled = try call("mul.Scalar", call.tensor(0), .real(alpha))
        let moved = try call("add.Scalar", .tensor(scaled), .real(beta))
        return try call("clamp", .tensor(moved), .real(0), .real(1))
    }

    /// x where it is above zero, else x times a slope that is broadcast.
    private static func slopes(_ call: OnnxCall) throws -> Graph.Operand {
        let isAbove = try call("gt.Scalar", call.tensor(0), .integer(0))
        let scaled = try call("mul.Tensor", call.tensor(0), call.tensor(1))
        return try call("where.self", .tensor(isAbove), call.tensor(0), .tensor(scaled))
    }

    private static func clip(_ call: OnnxCall) throws -> Graph.Operand {
        if call.optional(1) == nil, call.optional(2) == nil { return try call.input(0) }
        func bound(_ index: Int) throws -> Double? {
            guard let operand = call.optional(index) else { return nil }
            guard operand.weight != nil else { return .nan }
            return try call.constantNumber(index)
        }
        let (least, most) = (try bound(1), try bound(2))
        if least?.isNaN == true || most?.isNaN == true {
            return try call(
                "clamp.Tensor", call.tensor(0), call.optionalTensor(1), call.optionalTensor(2))
        }
        if least == 0, most == nil { return try call("relu", call.tensor(0)) }
        return try call(
            "clamp", call.tensor(0), least.map(Graph.Argument.real) ?? .none,
            most.map(Graph.Argument.real) ?? .none)
    }

    /// Before version 13 over all dimensions from the axis on, taken together.
    private static func softmax(_ call: OnnxCall, _ name: String) throws -> Graph.Operand {
        let rank = try call.rank(0)
        let axis = call.integer("axis", call.version < 13 ? 1 : -1)
        if call.version >= 13 || axis == -1 || axis == rank - 1 {
            return try call(name, call.tensor(0), .integer(axis))
        }
        let input = try call.input(0)
        let flat = try call(
            "flatten.using_ints", .tensor(input), .integer(axis), .integer(rank - 1))
        let shares = try call(name, .tensor(flat), .integer(axis))
        return try call("reshape", .tensor(shares), .sizes(call.shape(of: input)))
    }
}
