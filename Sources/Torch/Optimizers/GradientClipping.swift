private let foreachNorm = Operator("aten::_foreach_norm", overload: "Scalar")
private let foreachMultiply = Operator("aten::_foreach_mul_", overload: "Tensor")
private let foreachClampMinimum = Operator("aten::_foreach_clamp_min_", overload: "Scalar")
private let foreachClampMaximum = Operator("aten::_foreach_clamp_max_", overload: "Scalar")

/// Limits on gradients between `backward` and the optimiser's step.
extension Sequence<Parameter> {
    /// Scales all gradients by one factor so that their norm, taken together, is at most `maximum`.
    ///
    /// As `torch.nn.utils.clip_grad_norm_`.
    ///
    /// - Returns: the norm before, without dimensions; nothing waits for it until it is read.
    @discardableResult
    public func clipGradients(globalNorm maximum: Double) throws(TorchError) -> Tensor {
        let gradients = compactMap(\.tensor.gradient)
        return try withoutGradients { () throws(TorchError) in
            guard !gradients.isEmpty else { return try .zeros([]) }
            let total = try Tensor.stacked(foreachNorm.tensors(.tensors(gradients), 2)).norm()
            let factor = try (maximum * (total + 1e-6).reciprocal()).clamped(maximum: 1)
            try foreachMultiply.run(.tensors(gradients), .tensor(factor))
            return total
        }
    }

    /// Limits every element of all gradients to ±`maximum`, as `torch.nn.utils.clip_grad_value_`.
    public func clipGradients(value maximum: Double) throws(TorchError) {
        let gradients = compactMap(\.tensor.gradient)
        guard !gradients.isEmpty else { return }
        try withoutGradients { () throws(TorchError) in
            try foreachClampMinimum.run(.tensors(gradients), .real(-maximum))
            try foreachClampMaximum.run(.tensors(gradients), .real(maximum))
        }
    }
}
