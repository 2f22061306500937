import Torch

extension OnnxOperators {
    static let normalizations: [String: Conversion] = [
        "BatchNormalization": one(batch), "LayerNormalization": one(layer),
        "InstanceNormalization": one(instance), "GroupNormalization": one(group),
        "LpNormalization": one { call in
            let (order, axis) = (call.integer("p", 2), call.integer("axis", -1))
            let norm = try call(
                "linalg_vector_norm", call.tensor(0), .integer(order), .integers([axis]),
                .bool(true))
            return try call("div.Tensor", call.tensor(0), .tensor(norm))
        },
    ]

    private static func batch(_ call: OnnxCall) throws -> Graph.Operand {
        guard !call.flag("training_mode"), call.node.output.dropFirst().allSatisfy(\.isEmpty) else {
            throw OnnxProblem("it was exported in training; call eval() before the export")
        }
        return try call(
            "batch_norm", call.tensor(0), call.tensor(1), call.tensor(2), call.tensor(3),
            call.tensor(4), .bool(false), .real(0.1), .real(call.real("epsilon", 1e-5)),
            .bool(false))
    }

    private static func layer(_ call: OnnxCall) throws -> Graph.Operand {
        guard call.node.output.dropFirst().allSatisfy(\.isEmpty) else {
            throw OnnxProblem("mean and deviation as outputs are not read")
        }
        let shape = try call.example(0).shape
        let axis = call.integer("axis", -1)
        let first = axis < 0 ? axis + shape.count : axis
        guard shape.indices.contains(first) else {
            throw OnnxProblem("axis \(axis) of \(try call.example(0))")
        }
        return try call(
            "layer_norm", call.tensor(0), .integers(Array(shape[first...])), call.tensor(1),
            call.optionalTensor(2), .real(call.real("epsilon", 1e-5)))
    }

    private static func instance(_ call: OnnxCall) throws -> Graph.Operand {
        try call(
            "instance_norm", call.tensor(0), call.tensor(1), call.tensor(2), .none, .none,
            .bool(true), .real(0.1), .real(call.real("epsilon", 1e-5)), .bool(false))
    }

    /// Since version 21 with a scale for each channel, before with one for each group.
    private static func group(_ call: OnnxCall) throws -> Graph.Operand {
        let groups = call.integer("num_groups", 1)
        var weights = try [call.input(1), call.input(2)]
        if call.version < 21 {
            let channels = try call.example(0).shape[1]
            guard groups > 0, channels % groups == 0 else {
                throw OnnxProblem("\(channels) channels in \(groups) groups")
            }
            weights = try weights.map {
                try call(
                    "repeat_interleave.self_int", .tensor($0), .integer(channels / groups))
            }
        }
        return try call(
            "group_norm", call.tensor(0), .integer(groups), .tensor(weights[0]),
            .tensor(weights[1]), .real(call.real("epsilon", 1e-5)))
    }
}
