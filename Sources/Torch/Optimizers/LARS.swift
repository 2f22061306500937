private let foreachNorm = Operator("aten::_foreach_norm", overload: "Scalar")
private let foreachAdd = Operator("aten::_foreach_add", overload: "List")
private let foreachAddInPlace = Operator("aten::_foreach_add_", overload: "List")
private let foreachMultiplyLists = Operator("aten::_foreach_mul_", overload: "List")
private let foreachMultiply = Operator("aten::_foreach_mul_", overload: "Scalar")
private let unbindOperator = Operator("aten::unbind", overload: "int")

/// Stochastic gradient descent whose rate adapts to each layer, for large batches (You et al., 2017).
///
/// A parameter θ with gradient g takes the step of `SGD` for
/// trust · ‖θ‖ / (‖g‖ + decay · ‖θ‖ + ε) · (g + decay · θ). Parameters of one dimension (biases,
/// normalisation) and those without weight decay take plain steps without decay, as SimCLR and BYOL
/// have it. Remembers `momentum_buffer`.
public final class LARS: Optimizer {
    public let groups: [ParameterGroup]
    public var learningRate: Double
    public var momentum: Double
    public let dampening: Double
    public let weightDecay: Double
    public let isNesterov: Bool
    public let trustCoefficient: Double
    public let epsilon: Double
    private var memory: OptimizerMemory

    public init(
        _ groups: [ParameterGroup], learningRate: Double, momentum: Double = 0,
        dampening: Double = 0, weightDecay: Double = 0, isNesterov: Bool = false,
        trustCoefficient: Double = 0.001, epsilon: Double = 1e-8
    ) {
        precondition(
            !isNesterov || (momentum > 0 && dampening == 0),
            "Nesterov's form needs a momentum and no dampening")
        self.groups = groups
        self.learningRate = learningRate
        self.momentum = momentum
        self.dampening = dampening
        self.weightDecay = weightDecay
        self.isNesterov = isNesterov
        self.trustCoefficient = trustCoefficient
        self.epsilon = epsilon
        memory = OptimizerMemory(["momentum_buffer"], for: groups)
    }

    public func step() throws(TorchError) {
        try withoutGradients { () throws(TorchError) in
            for bucket in try groups.buckets() {
                let decay = bucket.weightDecay ?? weightDecay
                let parameters = self.parameters
                let adapted = bucket.filtered { decay != 0 && parameters[$0].tensor.rank > 1 }
                let adaptedIndices = Set(adapted.indices)
                let plain = bucket.filtered { !adaptedIndices.contains($0) }
                if !adapted.isEmpty {
                    try descend(adapted, along: adaptedGradients(adapted, decay: decay))
                }
                if !plain.isEmpty { try descend(plain, along: plain.gradients) }
            }
        }
    }

    /// Gradients with weight decay, scaled to the size of their parameters.
    private func adaptedGradients(
        _ bucket: GradientBucket, decay: Double
    ) throws(TorchError) -> [Tensor] {
        let norms = try self.norms(of: bucket.parameters)
        let gradientNorms = try norms(of: bucket.gradients)
        let ratios = try trustCoefficient * norms / (gradientNorms + decay * norms + epsilon)
        // Nothing to compare with: a zero parameter takes its gradient, a zero gradient no step.
        let scales = try ratios.replaced(where: norms.equals(0), with: norms.onesLike())
            .replaced(where: gradientNorms.equals(0), with: norms.zerosLike())
        let decayed = try foreachAdd.tensors(
            .tensors(bucket.gradients), .tensors(bucket.parameters), .real(decay))
        try foreachMultiplyLists.run(
            .tensors(decayed), .tensors(unbindOperator.tensors(.tensor(scales))))
        return decayed
    }

    private func norms(of tensors: [Tensor]) throws(TorchError) -> Tensor {
        try .stacked(foreachNorm.tensors(.tensors(tensors), 2))
    }

    /// A step of gradient descent with momentum.
    private func descend(
        _ bucket: GradientBucket, along gradients: [Tensor]
    ) throws(TorchError) {
        var directions = gradients
        if momentum != 0 {
            directions = try withMomentum(bucket, gradients)
        }
        try foreachAddInPlace.run(
            .tensors(bucket.parameters), .tensors(directions),
            .real(-learningRate * bucket.learningRateScale))
    }

    private func withMomentum(
        _ bucket: GradientBucket, _ gradients: [Tensor]
    ) throws(TorchError) -> [Tensor] {
        // A first step takes the whole gradient, whatever the dampening.
        var isNew: [Bool] = []
        for index in bucket.indices { isNew.append(!memory.knows(index)) }
        let buffers = try memory.columns(for: bucket)[0]
        try foreachMultiply.run(.tensors(buffers), .real(momentum))
        for isFirst in Set(isNew) {
            let places = isNew.indices.filter { isNew[$0] == isFirst }
            try foreachAddInPlace.run(
                .tensors(places.map { buffers[$0] }), .tensors(places.map { gradients[$0] }),
                .real(isFirst ? 1 : 1 - dampening))
        }
        guard isNesterov else { return buffers }
        return try foreachAdd.tensors(.tensors(gradients), .tensors(buffers), .real(momentum))
    }

    public func state() -> [(name: String, tensor: Tensor)] { memory.state() }

    public func load(state: [String: Tensor]) throws {
        try memory.load(state, for: parameters)
    }
}
