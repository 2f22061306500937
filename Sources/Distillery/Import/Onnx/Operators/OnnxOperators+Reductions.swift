import Torch

extension OnnxOperators {
    static let reductions: [String: Conversion] = [
        "ReduceMean": one { try reduced($0, by: "mean.dim") },
        "ReduceSum": one { try reduced($0, by: "sum.dim_IntList") },
        "ReduceMax": one { try reduced($0, by: "amax") },
        "ReduceMin": one { try reduced($0, by: "amin") },
        "ReduceL1": one { try norm($0, 1) }, "ReduceL2": one { try norm($0, 2) },
        "ReduceProd": one(product), "ArgMax": one { try place($0, "argmax") },
        "ArgMin": one { try place($0, "argmin") }, "CumSum": one(running),
    ]

    /// The dimensions that a reduction goes over; nil where it gives its input as it is.
    private static func axes(_ call: OnnxCall) throws -> [Int]? {
        let named = try call.integers("axes", orInput: 1) ?? []
        if !named.isEmpty { return named }
        return call.flag("noop_with_empty_axes") ? nil : try Array(0..<call.rank(0))
    }

    private static func reduced(_ call: OnnxCall, by name: String) throws -> Graph.Operand {
        guard let axes = try axes(call) else { return try call.input(0) }
        return try call(name, call.tensor(0), .integers(axes), .bool(call.flag("keepdims", true)))
    }

    private static func norm(_ call: OnnxCall, _ order: Int) throws -> Graph.Operand {
        guard let axes = try axes(call) else { return try call.input(0) }
        return try call(
            "linalg_vector_norm", call.tensor(0), .integer(order), .integers(axes),
            .bool(call.flag("keepdims", true)))
    }

    /// The engine multiplies along one dimension at a time.
    private static func product(_ call: OnnxCall) throws -> Graph.Operand {
        guard let axes = try axes(call) else { return try call.input(0) }
        let rank = try call.rank(0)
        let keeps = call.flag("keepdims", true)
        var result = try call.input(0)
        for axis in axes.map({ $0 < 0 ? $0 + rank : $0 }).sorted(by: >) {
            result = try call("prod.dim_int", .tensor(result), .integer(axis), .bool(keeps))
        }
        return result
    }

    private static func place(_ call: OnnxCall, _ name: String) throws -> Graph.Operand {
        guard !call.flag("select_last_index") else {
            throw OnnxProblem("select_last_index is not read")
        }
        return try call(
            name, call.tensor(0), .integer(call.integer("axis", 0)),
            .bool(call.flag("keepdims", true)))
    }

    private static func running(_ call: OnnxCall) throws -> Graph.Operand {
        guard let axis = try call.constants(1)?.first, !call.flag("exclusive"),
            !call.flag("reverse")
        else { throw OnnxProblem("only plain running sums along a constant axis are read") }
        let type = try call.example(0).scalarType
        return try call(
            "cumsum", call.tensor(0), .integer(axis), .integer(Int(type.rawValue)))
    }
}
