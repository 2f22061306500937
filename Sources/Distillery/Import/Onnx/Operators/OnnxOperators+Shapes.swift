import Torch

extension OnnxOperators {
    static let shapes: [String: Conversion] = [
        "Shape": one(shape),
        "Size": one { call in
            let sizes = try call.shape(of: call.input(0))
            return try call("prod", .tensor(sizes))
        },
        "Reshape": one(reshape), "Flatten": one(flatten), "Expand": one(expand),
        "Squeeze": one(squeeze), "Unsqueeze": one(unsqueeze),
        "Transpose": one { call in
            let rank = try call.rank(0)
            let order = call.integers("perm") ?? Array((0..<rank).reversed())
            return try call("permute", call.tensor(0), .integers(order))
        },
        "DepthToSpace": one(depthToSpace),
    ]

    private static func shape(_ call: OnnxCall) throws -> Graph.Operand {
        let sizes = try call.shape(of: call.input(0))
        let (start, end) = (call.integer("start", 0), call.integer("end"))
        if start == 0, end == nil { return sizes }
        return try call(
            "slice.Tensor", .tensor(sizes), .integer(0), .integer(start),
            end.map(Graph.Argument.integer) ?? .none)
    }

    /// A size of 0 is the input's own at that place, unless `allowzero`.
    private static func reshape(_ call: OnnxCall) throws -> Graph.Operand {
        var wanted = try call.input(1)
        let numbers = try call.example(1).to(.int64).elements(as: Int64.self)
        if numbers.contains(0), !call.flag("allowzero") {
            let rank = try call.rank(0)
            guard numbers.lastIndex(of: 0) ?? 0 < rank else {
                throw OnnxProblem("shape \(numbers) for \(try call.example(0))")
            }
            var own = try call.shape(of: call.input(0))
            own =
                rank >= numbers.count
                ? try call(
                    "slice.Tensor", .tensor(own), .integer(0), .integer(0), .integer(numbers.count))
                : try call(
                    "constant_pad_nd", .tensor(own), .integers([0, numbers.count - rank]),
                    .integer(1))
            let isOwn = try call("eq.Scalar", .tensor(wanted), .integer(0))
            wanted = try call("where.self", .tensor(isOwn), .tensor(own), .tensor(wanted))
        }
        return try call("reshape", call.tensor(0), call.sizes(wanted))
    }

    /// To a matrix: the dimensions before the axis, and those from it on.
    private static func flatten(_ call: OnnxCall) throws -> Graph.Operand {
        let rank = try call.rank(0)
        let axis = call.integer("axis", 1)
        let place = axis < 0 ? axis + rank : axis
        guard (0...rank).contains(place) else { throw OnnxProblem("axis \(axis)") }
        if place == 0 { return try call("reshape", call.tensor(0), .integers([1, -1])) }
        if place == rank { return try call("reshape", call.tensor(0), .integers([-1, 1])) }
        var rows = try call.input(0)
        if place > 1 {
            rows = try call(
                "flatten.using_ints", .tensor(rows), .integer(0), .integer(place - 1))
        }
        return try call("flatten.using_ints", .tensor(rows), .integer(1), .integer(-1))
    }

    /// Sizes are broadcast both ways, the engine's `expand` only from 1 upwards.
    private static func expand(_ call: OnnxCall) throws -> Graph.Operand {
        var wanted = try call.input(1)
        let own = try call.example(0).shape
        let numbers = try call.example(1).to(.int64).elements(as: Int64.self).map(Int.init)
        let aligned = numbers.suffix(own.count)
        let isPlain =
            numbers.count >= own.count
            && zip(own.suffix(aligned.count), aligned).allSatisfy { $0 == $1 || $0 == 1 }
        if !isPlain {
            let count = max(own.count, numbers.count)
            func filled(_ sizes: Graph.Operand, _ rank: Int) throws -> Graph.Argument {
                rank == count
                    ? .tensor(sizes)
                    : .tensor(
                        try call(
                            "constant_pad_nd", .tensor(sizes), .integers([count - rank, 0]),
                            .integer(1)))
            }
            wanted = try call(
                "maximum", filled(call.shape(of: call.input(0)), own.count),
                filled(wanted, numbers.count))
        }
        return try call("expand", call.tensor(0), call.sizes(wanted))
    }

    private static func squeeze(_ call: OnnxCall) throws -> Graph.Operand {
        guard let axes = try call.integers("axes", orInput: 1) else {
            return try call("squeeze", call.tensor(0))
        }
        return try call("squeeze.dims", call.tensor(0), .integers(axes))
    }

    /// The axes are those of the result.
    private static func unsqueeze(_ call: OnnxCall) throws -> Graph.Operand {
        let axes = try call.integers("axes", orInput: 1) ?? []
        let rank = try call.rank(0) + axes.count
        var result = try call.input(0)
        for axis in axes.map({ $0 < 0 ? $0 + rank : $0 }).sorted() {
            result = try call("unsqueeze", .tensor(result), .integer(axis))
        }
        return result
    }

    private static func depthToSpace(_ call: OnnxCall) throws -> Graph.Operand {
        guard call.text("mode", "DCR") == "CRD" else { throw OnnxProblem("mode DCR is not read") }
        return try call("pixel_shuffle", call.tensor(0), .integer(call.integer("blocksize", 1)))
    }
}
