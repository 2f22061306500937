import Torch

extension OnnxOperators {
    static let arithmetic: [String: Conversion] = [
        "Add": plain("add.Tensor", inputs: 2), "Sub": plain("sub.Tensor", inputs: 2),
        "Mul": plain("mul.Tensor", inputs: 2), "Div": one(divide), "Pow": one(power),
        "Mod": one(modulo), "Neg": plain("neg"), "Abs": plain("abs"), "Sign": plain("sign"),
        "Sqrt": plain("sqrt"), "Exp": plain("exp"), "Log": plain("log"), "Erf": plain("erf"),
        "Sin": plain("sin"), "Cos": plain("cos"), "Reciprocal": plain("reciprocal"),
        "Floor": plain("floor"), "Ceil": plain("ceil"), "Round": plain("round"),
        "Sum": one { try folded($0, "add.Tensor") }, "Max": one { try folded($0, "maximum") },
        "Min": one { try folded($0, "minimum") },
        "Mean": one { call in
            let sum = try folded(call, "add.Tensor")
            return try call("div.Scalar", .tensor(sum), .integer(call.inputs.count))
        },
    ]

    static let comparisons: [String: Conversion] = [
        "Equal": plain("eq.Tensor", inputs: 2), "Greater": plain("gt.Tensor", inputs: 2),
        "GreaterOrEqual": plain("ge.Tensor", inputs: 2), "Less": plain("lt.Tensor", inputs: 2),
        "LessOrEqual": plain("le.Tensor", inputs: 2), "And": plain("logical_and", inputs: 2),
        "Or": plain("logical_or", inputs: 2), "Xor": plain("logical_xor", inputs: 2),
        "Not": plain("logical_not"), "IsNaN": plain("isnan"), "IsInf": plain("isinf"),
        "BitwiseAnd": plain("bitwise_and.Tensor", inputs: 2),
        "BitwiseOr": plain("bitwise_or.Tensor", inputs: 2),
        "Where": plain("where.self", inputs: 3),
    ]

    /// Whole numbers are cut towards zero.
    private static func divide(_ call: OnnxCall) throws -> Graph.Operand {
        if try call.example(0).scalarType.isFloatingPoint {
            return try call("div.Tensor", call.tensor(0), call.tensor(1))
        }
        return try call("div.Tensor_mode", call.tensor(0), call.tensor(1), .string("trunc"))
    }

    /// The base's type is the result's.
    private static func power(_ call: OnnxCall) throws -> Graph.Operand {
        let type = try call.example(0).scalarType
        let raised: Graph.Operand
        if let exponent = try call.constantNumber(1) {
            let isWhole = exponent == exponent.rounded() && abs(exponent) < 64
            raised = try call(
                "pow.Tensor_Scalar", call.tensor(0),
                isWhole ? .integer(Int(exponent)) : .real(exponent))
        } else {
            raised = try call("pow.Tensor_Tensor", call.tensor(0), call.tensor(1))
        }
        guard try call.builder.example(of: raised).knownScalarType != type else { return raised }
        return try cast(raised, to: type, call)
    }

    /// The sign is the divisor's, with `fmod` the dividend's.
    private static func modulo(_ call: OnnxCall) throws -> Graph.Operand {
        try call(
            call.flag("fmod") ? "fmod.Tensor" : "remainder.Tensor", call.tensor(0), call.tensor(1))
    }

    private static func folded(_ call: OnnxCall, _ name: String) throws -> Graph.Operand {
        var result = try call.input(0)
        for index in call.inputs.indices.dropFirst() {
            result = try call(name, .tensor(result), call.tensor(index))
        }
        return result
    }

    /// A value as another element type.
    static func cast(
        _ operand: Graph.Operand, to type: ScalarType, _ call: OnnxCall
    ) throws -> Graph.Operand {
        try call("to.dtype", .tensor(operand), .integer(Int(type.rawValue)))
    }
}
