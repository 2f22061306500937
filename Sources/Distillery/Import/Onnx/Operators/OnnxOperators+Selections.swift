import Torch

extension OnnxOperators {
    static let selections: [String: Conversion] = [
        "Gather": one(gather),
        "GatherElements": one { call in
            try call(
                "gather", call.tensor(0), .integer(call.integer("axis", 0)), call.tensor(1))
        },
        "GatherND": one(gatherPoints),
        "NonZero": one { call in
            let places = try call("nonzero", call.tensor(0))
            return try call("t", .tensor(places))
        },
        "Trilu": one { call in
            let diagonal = try call.constants(1)?.first ?? 0
            return try call(
                call.flag("upper", true) ? "triu" : "tril", call.tensor(0), .integer(diagonal))
        },
    ]

    /// `[…, indices…, …]`: the pieces at the indices along an axis; indices below zero count from
    /// the end.
    private static func gather(_ call: OnnxCall) throws -> Graph.Operand {
        let (data, indices) = (try call.example(0), try call.example(1))
        let axis = call.integer("axis", 0)
        let place = axis < 0 ? axis + data.rank : axis
        guard (0..<max(data.rank, 1)).contains(place) else { throw OnnxProblem("axis \(axis)") }
        if indices.rank == 0 {
            return try call(
                "select.int", call.tensor(0), .integer(place), call.size(call.input(1)))
        }
        let isTable = try call.input(0).weight != nil && data.rank == 2 && place == 0
        if isTable, data.scalarType.isFloatingPoint, try call.input(1).weight == nil {
            return try call("embedding", call.tensor(0), call.tensor(1))
        }
        let before = [Graph.Operand?](repeating: nil, count: place)
        return try call(
            "index.Tensor", call.tensor(0), .optionalTensors(before + [call.input(1)]))
    }

    /// The pieces at points: the last dimension of the indices holds a place in each dimension.
    private static func gatherPoints(_ call: OnnxCall) throws -> Graph.Operand {
        let indices = try call.example(1)
        guard call.integer("batch_dims", 0) == 0, let count = indices.shape.last,
            (1...8).contains(count)
        else { throw OnnxProblem("batch_dims and points of many dimensions are not read") }
        let places = try call.results(of: "unbind.int", [call.tensor(1), .integer(-1)])
        return try call("index.Tensor", call.tensor(0), .optionalTensors(places))
    }
}
