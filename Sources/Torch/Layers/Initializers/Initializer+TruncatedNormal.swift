import Foundation

private let isLess = Operator("aten::lt", overload: "Scalar")
private let isGreater = Operator("aten::gt", overload: "Scalar")
private let isGreaterElementwise = Operator("aten::gt", overload: "Tensor")
private let either = Operator("aten::logical_or")
private let anyOperator = Operator("aten::any")

extension Initializer {
    /// Normal within [`lower`, `upper`]: what falls outside is drawn again.
    ///
    /// Where most of the normal distribution falls outside, candidates are drawn uniformly within the
    /// bounds and kept with the probability of their density.
    public static func truncatedNormal(
        mean: Double = 0, deviation: Double = 1, from lower: Double = -2, to upper: Double = 2
    ) -> Initializer {
        let normal = Truncated(mean: mean, deviation: deviation, lower: lower, upper: upper)
        return Initializer { tensor throws(TorchError) in
            try tensor.copy(
                from: normal.share > 0.3
                    ? normal.drawnNormally(like: tensor) : normal.drawnUniformly(like: tensor))
        }
    }
}

/// A normal distribution and its bounds.
private struct Truncated {
    let mean: Double
    let deviation: Double
    let lower: Double
    let upper: Double

    /// The share of the whole distribution that lies within the bounds.
    var share: Double { cumulative(upper) - cumulative(lower) }

    private func cumulative(_ value: Double) -> Double {
        (1 + erf((value - mean) / deviation / 2.0.squareRoot())) / 2
    }

    func drawnNormally(like tensor: Tensor) throws(TorchError) -> Tensor {
        let draw = Initializer.normal(mean: mean, deviation: deviation)
        // The bounds as the tensor's own type holds them.
        let low = try Tensor(scalar: lower).to(tensor.scalarType).item()
        let high = try Tensor(scalar: upper).to(tensor.scalarType).item()
        var result = try tensor.emptyLike()
        try draw(result)
        while true {
            let outside = try either(
                isLess(result, .real(low)), .tensor(isGreater(result, .real(high))))
            guard try anyOperator(outside).item() != 0 else { return result }
            let again = try tensor.emptyLike()
            try draw(again)
            result = try result.replaced(where: outside, with: again)
        }
    }

    func drawnUniformly(like tensor: Tensor) throws(TorchError) -> Tensor {
        let within = Initializer.uniform(from: lower, to: upper)
        let candidates = try tensor.emptyLike()
        let chances = try tensor.emptyLike()
        try within(candidates)
        var result = try candidates.copied()
        var pending = try isRejected(candidates, chances)
        while try anyOperator(pending).item() != 0 {
            try within(candidates)
            result = try result.replaced(where: pending, with: candidates)
            pending = try pending.replaced(
                where: pending, with: isRejected(candidates, chances))
        }
        return result
    }

    /// Whether the density of each candidate, as a share of the peak within the bounds, loses
    /// against a uniform draw.
    private func isRejected(
        _ candidates: Tensor, _ chances: Tensor
    ) throws(TorchError) -> Tensor {
        let mode = max(lower, min(mean, upper))
        let peak = -0.5 * ((mode - mean) / deviation) * ((mode - mean) / deviation)
        let density = try ((candidates - mean) / deviation).power(2) * -0.5 - peak
        try Initializer.uniform()(chances)
        return try isGreaterElementwise(chances.logarithm(), .tensor(density))
    }
}
