import Torch

extension OnnxLowerings {
    static let arithmetic: [String: Conversion] = [
        "add": one { try combined($0, "Add") },
        "sub": one { try combined($0, "Sub") },
        "rsub": one { step in
            let (first, second) = try pair(step)
            return try step("Sub", second, scaled(first, step))
        },
        "mul": one { step in
            let (first, second) = try pair(step)
            return try step("Mul", first, second)
        },
        "div": one { step in
            guard step.call.isAbsent(2) else { throw step.call.refusal("it rounds") }
            let (first, second) = try pair(step)
            return try step("Div", first, second)
        },
        "pow": one { step in
            let (first, second) = try pair(step)
            return try step("Pow", first, second)
        },
        "maximum": plain("Max", inputs: 2),
        "minimum": plain("Min", inputs: 2),
        "neg": plain("Neg"),
        "abs": plain("Abs"),
        "exp": plain("Exp"),
        "log": plain("Log"),
        "sqrt": plain("Sqrt"),
        "rsqrt": one { step in try step("Reciprocal", step("Sqrt", step.input(0))) },
        "reciprocal": plain("Reciprocal"),
        "square": one { step in try step("Mul", step.input(0), step.input(0)) },
        "erf": plain("Erf"),
        "floor": plain("Floor"),
        "round": plain("Round"),
    ]

    /// A sum or a difference, the second part of which may be taken several times.
    private static func combined(_ step: OnnxLowering, _ type: String) throws -> String {
        let (first, second) = try pair(step)
        return try step(type, first, scaled(second, step))
    }

    private static func scaled(_ value: String, _ step: OnnxLowering) throws -> String {
        let scale = try step.call.real(2, 1)
        guard scale != 1 else { return value }
        return try step("Mul", value, step.builder.scalar(scale, step.call.resultType().scalarType))
    }

    /// Both parts in the type of the result; the second is a tensor or a number.
    private static func pair(_ step: OnnxLowering) throws -> (String, String) {
        let first = try step.promoted(0)
        if step.call.optionalOperand(1) != nil { return (first, try step.promoted(1)) }
        return (
            first, try step.builder.scalar(step.call.real(1), step.call.resultType().scalarType)
        )
    }
}
