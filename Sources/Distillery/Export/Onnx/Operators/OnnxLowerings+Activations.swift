import Torch

extension OnnxLowerings {
    static let activations: [String: Conversion] = [
        "relu": plain("Relu"),
        "relu6": clipped(0, 6),
        "hardtanh": one { step in
            try clip(step, from: step.call.real(1, -1), to: step.call.real(2, 1))
        },
        "sigmoid": plain("Sigmoid"),
        "tanh": plain("Tanh"),
        "hardswish": plain("HardSwish"),
        "hardsigmoid": one { step in
            try step(
                "HardSigmoid", step.input(0), with: [.real("alpha", 1.0 / 6), .real("beta", 0.5)])
        },
        "silu": one { step in
            try step("Mul", step.input(0), step("Sigmoid", step.input(0)))
        },
        "gelu": one { step in
            try step(
                "Gelu", step.input(0), with: [.text("approximate", step.call.text(1, "none"))])
        },
        "leaky_relu": one { step in
            try step("LeakyRelu", step.input(0), with: [.real("alpha", step.call.real(1, 0.01))])
        },
        "elu": one { step in
            try step("Elu", step.input(0), with: [.real("alpha", step.call.real(1, 1))])
        },
        "softplus": plain("Softplus"),
        "softmax": along("Softmax"),
        "_softmax": along("Softmax"),
        "log_softmax": along("LogSoftmax"),
        "_log_softmax": along("LogSoftmax"),
        "clamp": one { step in
            try clip(step, from: step.call.optionalReal(1), to: step.call.optionalReal(2))
        },
        "clamp_min": one { step in try clip(step, from: step.call.real(1), to: nil) },
        "clamp_max": one { step in try clip(step, from: nil, to: step.call.real(1)) },
        "dropout": identity,
    ]

    private static func along(_ type: String) -> Conversion {
        one { step in
            try step(type, step.promoted(0), with: [.integer("axis", step.call.integer(1))])
        }
    }

    private static func clipped(_ low: Double, _ high: Double) -> Conversion {
        one { step in try clip(step, from: low, to: high) }
    }

    private static func clip(
        _ step: OnnxLowering, from low: Double?, to high: Double?
    ) throws -> String {
        let operand = try step.call.operand(0)
        return try step(
            "Clip", step.input(0), low.map { try step.number($0, like: operand) },
            high.map { try step.number($0, like: operand) })
    }
}
