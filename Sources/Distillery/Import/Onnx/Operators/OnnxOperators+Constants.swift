import Torch

extension OnnxOperators {
    static let constants: [String: Conversion] = [
        "Constant": one(constant), "ConstantOfShape": one(filled), "Range": one(range),
        "Identity": identity, "Dropout": identity,
        "Cast": one { call in
            guard let type = ScalarType(onnx: call.integer("to", 1)) else {
                throw OnnxProblem("element type \(call.integer("to", 1)) is not read")
            }
            return try cast(call.input(0), to: type, call)
        },
        "CastLike": one { call in
            try cast(call.input(0), to: call.example(1).scalarType, call)
        },
    ]

    private static func constant(_ call: OnnxCall) throws -> Graph.Operand {
        guard let attribute = call.node.attribute.first else {
            throw OnnxProblem("it has no value")
        }
        let tensor =
            switch attribute.name {
            case "value": try call.file.tensor(attribute.t)
            case "value_int": try Tensor(scalar: attribute.i)
            case "value_ints": try Tensor(attribute.ints)
            case "value_float": try Tensor(scalar: attribute.f)
            case "value_floats": try Tensor(attribute.floats)
            case let name: throw OnnxProblem("its \(name) is not read")
            }
        return call.builder.constant(tensor)
    }

    private static func filled(_ call: OnnxCall) throws -> Graph.Operand {
        let value = try call.attribute("value").map { try call.file.tensor($0.t) }
        guard value?.elementCount ?? 1 == 1 else { throw OnnxProblem("its value is no number") }
        let type: ScalarType = value?.scalarType ?? .float32
        let number: Double = try value?.item() ?? 0
        let sizes = try call.sizes(call.input(0))
        return try call(
            "full", sizes, .real(number), .integer(Int(type.rawValue)), .none, .device(.cpu))
    }

    private static func range(_ call: OnnxCall) throws -> Graph.Operand {
        let type = try call.example(0).scalarType
        let bounds = try (0..<3).map { try call.example($0).item() }
        guard !type.isFloatingPoint, bounds[2] != 0,
            abs((bounds[1] - bounds[0]) / bounds[2]) < 268_435_456
        else { throw OnnxProblem("from \(bounds[0]) to \(bounds[1]) by \(bounds[2]) as \(type)") }
        let numbers = try (0..<3).map { try call.size(call.input($0)) }
        return try call(
            "arange.start_step", numbers[0], numbers[1], numbers[2],
            .integer(Int(type.rawValue)), .none, .device(.cpu))
    }
}
