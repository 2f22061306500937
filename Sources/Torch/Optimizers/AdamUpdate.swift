private let increment = Operator("aten::_foreach_add_", overload: "Scalar")

/// What Adam and AdamW have in common: the moments, and the call of a fused operator.
struct AdamUpdate {
    let operation: Operator
    let secondBeta: Double
    let epsilon: Double
    let weightDecay: Double
    /// Divides by the largest second moment so far (Reddi et al., 2018).
    let usesMaximum: Bool
    var memory: OptimizerMemory

    init(
        _ operation: Operator, groups: [ParameterGroup], secondBeta: Double,
        epsilon: Double, weightDecay: Double, usesMaximum: Bool
    ) {
        self.operation = operation
        self.secondBeta = secondBeta
        self.epsilon = epsilon
        self.weightDecay = weightDecay
        self.usesMaximum = usesMaximum
        memory = OptimizerMemory(
            [OptimizerMemory.step, "exp_avg", "exp_avg_sq"]
                + (usesMaximum ? ["max_exp_avg_sq"] : []),
            for: groups)
    }

    mutating func step(
        _ groups: [ParameterGroup], learningRate: Double, momentum: Double
    ) throws(TorchError) {
        for bucket in try groups.buckets() {
            let columns = try memory.columns(for: bucket)
            try increment.run(.tensors(columns[0]), 1)
            try operation.run(
                .tensors(bucket.parameters), .tensors(bucket.gradients), .tensors(columns[1]),
                .tensors(columns[2]), .tensors(usesMaximum ? columns[3] : []),
                .tensors(columns[0]), .real(learningRate * bucket.learningRateScale),
                .real(momentum), .real(secondBeta), .real(bucket.weightDecay ?? weightDecay),
                .real(epsilon), .bool(usesMaximum), .bool(false))
        }
    }
}
