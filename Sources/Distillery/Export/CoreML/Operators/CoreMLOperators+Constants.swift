import Torch

extension CoreMLOperators {
    static let constants: [String: Conversion] = [
        "zeros_like": one { try filled($0, with: 0) },
        "ones_like": one { try filled($0, with: 1) },
        "full_like": one { try filled($0, with: $0.given.real(1)) },
        "to": one(converted), "_to_copy": one(converted), "type_as": one(converted),
    ]

    /// A tensor of one number; where its shape follows the inputs, that is asked for first.
    private static func filled(
        _ call: CoreMLCall, with number: Double
    ) throws -> CoreMLVariable {
        let shape = call.shape()
        let type = try call.type()
        let known = shape.compactMap { $0 }
        let sizes: CoreMLArgument
        if known.count == shape.count {
            sizes = .integers(known)
        } else {
            sizes = .variable(
                try call.add(
                    "shape", ["x": .variable(call.tensor(0))], type: .int32, shape: [shape.count]))
        }
        return try call.add("fill", ["shape": sizes, "value": .real(number, type)])
    }

    private static func converted(_ call: CoreMLCall) throws -> CoreMLVariable {
        try call.cast(call.tensor(0), to: call.type())
    }
}
