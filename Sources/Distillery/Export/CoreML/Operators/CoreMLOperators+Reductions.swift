import Torch

extension CoreMLOperators {
    static let reductions: [String: Conversion] = [
        "sum": one { try reduced($0, "reduce_sum") },
        "mean": one { try reduced($0, "reduce_mean") },
        "amax": one { try reduced($0, "reduce_max") },
        "amin": one { try reduced($0, "reduce_min") },
        "linalg_vector_norm": one { call in
            switch try call.given.real(1, 2) {
            case 2: try reduced(call, "reduce_l2_norm", dimensions: 2, keeping: 3)
            case 1: try reduced(call, "reduce_l1_norm", dimensions: 2, keeping: 3)
            default: throw call.given.refusal("norms of order 1 and 2 are written")
            }
        },
        "cumsum": one { call in
            let input = try call.cast(call.tensor(0), to: call.type())
            let dimension = try call.given.dimension(1, of: input.rank)
            return try call.add(
                "cumsum",
                [
                    "x": .variable(input), "axis": .integer(dimension), "exclusive": .flag(false),
                    "reverse": .flag(false),
                ])
        },
    ]

    /// No dimensions at all stand for every one.
    private static func reduced(
        _ call: CoreMLCall, _ operation: String, dimensions index: Int = 1, keeping: Int = 2
    ) throws -> CoreMLVariable {
        let input = try call.cast(call.tensor(0), to: call.type())
        let given = try call.given.integers(index, []).map {
            call.given.fromFront($0, of: input.rank)
        }
        return try call.add(
            operation,
            [
                "x": .variable(input),
                "axes": .integers(given.isEmpty ? Array(0..<input.rank) : given),
                "keep_dims": .flag(call.given.flag(keeping)),
            ])
    }
}
