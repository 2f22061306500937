import Torch

extension CoreMLOperators {
    static let arithmetic: [String: Conversion] = [
        "add": one { try scaled($0, "add") }, "sub": one { try scaled($0, "sub") },
        "rsub": one { try scaled($0, "sub", isReversed: true) },
        "mul": one { try pair($0, "mul") }, "div": one(quotient),
        "maximum": one { try pair($0, "maximum") }, "minimum": one { try pair($0, "minimum") },
        "pow": one { try pair($0, "pow") },
        "neg": one { call in
            let input = try call.tensor(0)
            return try call.add("mul", ["x": .variable(input), "y": .real(-1, input.type)])
        },
        "reciprocal": one { call in try inverse(of: call.tensor(0), call) },
        "rsqrt": one { call in
            try inverse(of: call.add("sqrt", ["x": .variable(call.tensor(0))]), call)
        },
    ]

    private static func inverse(
        of variable: CoreMLVariable, _ call: CoreMLCall
    ) throws -> CoreMLVariable {
        try call.add(
            "real_div", ["x": .real(1, variable.type), "y": .variable(variable)])
    }

    /// Both operands in the result's type, broadcast by the program as by the engine.
    private static func pair(_ call: CoreMLCall, _ operation: String) throws -> CoreMLVariable {
        try call.add(operation, ["x": left(call), "y": right(call)])
    }

    /// x ± alpha · y, or the other way round.
    private static func scaled(
        _ call: CoreMLCall, _ operation: String, isReversed: Bool = false
    ) throws -> CoreMLVariable {
        let alpha = try call.given.real(2, 1)
        let (x, y) = (try left(call), try right(call))
        guard alpha != 1 else {
            return try call.add(operation, isReversed ? ["x": y, "y": x] : ["x": x, "y": y])
        }
        let factor = try CoreMLArgument.real(alpha, call.type())
        let multiplied = isReversed ? x : y
        guard case .variable(let variable) = multiplied else {
            throw call.given.refusal("a number is taken \(alpha) times")
        }
        let product = CoreMLArgument.variable(
            try call.add("mul", ["x": multiplied, "y": factor], shape: variable.shape))
        return try call.add(
            operation, isReversed ? ["x": y, "y": product] : ["x": x, "y": product])
    }

    private static func quotient(_ call: CoreMLCall) throws -> CoreMLVariable {
        guard try call.type() == call.program.floating, call.given.text(2, "").isEmpty else {
            throw call.given.refusal("its result is rounded")
        }
        return try call.add("real_div", ["x": left(call), "y": right(call)])
    }

    private static func left(_ call: CoreMLCall) throws -> CoreMLArgument {
        .variable(try call.cast(call.tensor(0), to: call.type()))
    }

    /// A tensor or a number.
    private static func right(_ call: CoreMLCall) throws -> CoreMLArgument {
        if let other = try call.optionalTensor(1) {
            return .variable(try call.cast(other, to: call.type()))
        }
        return .real(try call.given.real(1), try call.type())
    }
}
