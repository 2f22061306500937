import Torch

extension OnnxLowerings {
    static let normalizations: [String: Conversion] = [
        "batch_norm": one { step in
            try step(
                "BatchNormalization", step.input(0), parameter(1, of: step, usual: 1),
                parameter(2, of: step, usual: 0), step.input(3), step.input(4),
                with: [.real("epsilon", step.call.real(7, 1e-5))])
        },
        "layer_norm": one { step in
            let call = step.call
            let shape = try call.integers(1)
            guard call.optionalOperand(2) != nil else {
                throw call.refusal("it has no weight")
            }
            return try step(
                "LayerNormalization", step.input(0), step.input(2), step.optionalInput(3),
                with: [
                    .integer("axis", -shape.count), .real("epsilon", call.real(4, 1e-5)),
                ])
        },
        "group_norm": one { step in
            let call = step.call
            guard call.optionalOperand(2) != nil, call.optionalOperand(3) != nil else {
                throw call.refusal("it has no weight or no bias")
            }
            return try step(
                "GroupNormalization", step.input(0), step.input(2), step.input(3),
                with: [
                    .integer("num_groups", call.integer(1)), .real("epsilon", call.real(4, 1e-5)),
                ])
        },
    ]

    /// One number a channel; the usual one where the call has none.
    private static func parameter(
        _ index: Int, of step: OnnxLowering, usual: Double
    ) throws -> String {
        if let own = try step.optionalInput(index) { return own }
        let channels = try step.call.shape(3)
        return try step.builder.constant(
            Tensor.full(channels, usual).to(step.builder.real), named: "channels_\(usual)")
    }
}
