import Torch

extension OnnxLowerings {
    static let reductions: [String: Conversion] = [
        "mean": reduction("ReduceMean"),
        "sum": reduction("ReduceSum"),
        "amax": reduction("ReduceMax"),
        "amin": reduction("ReduceMin"),
        "linalg_vector_norm": one { step in
            guard try step.call.real(1, 2) == 2 else {
                throw step.call.refusal("only the norm of squares is written")
            }
            return try reduced(step, "ReduceL2", dimensions: 2, keeping: 3)
        },
        "cumsum": one { step in
            try step(
                "CumSum", step.promoted(0),
                step.builder.scalar(step.call.integer(1)))
        },
    ]

    private static func reduction(_ type: String) -> Conversion {
        one { step in try reduced(step, type, dimensions: 1, keeping: 2) }
    }

    /// - Parameters:
    ///   - dimensions: the argument that holds them; none there reduces all.
    ///   - keeping: the one that says whether sizes of 1 stay.
    private static func reduced(
        _ step: OnnxLowering, _ type: String, dimensions: Int, keeping: Int
    ) throws -> String {
        let axes = try step.call.integers(dimensions, [])
        return try step(
            type, step.promoted(0), axes.isEmpty ? nil : step.numbers(axes),
            with: [.integer("keepdims", step.call.flag(keeping) ? 1 : 0)])
    }
}
