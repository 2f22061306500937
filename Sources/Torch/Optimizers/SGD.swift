private let fusedSGD = Operator("aten::_fused_sgd_")

/// Stochastic gradient descent with momentum, as `torch.optim.SGD` computes it.
///
/// Per parameter θ with gradient g: v ← momentum · v + (1 - dampening) · (g + decay · θ), beginning
/// with v = g + decay · θ, then θ ← θ - rate · v; Nesterov's form takes g + decay · θ + momentum · v
/// instead of v. Remembers `momentum_buffer`.
public final class SGD: Optimizer {
    public let groups: [ParameterGroup]
    public var learningRate: Double
    public var momentum: Double
    public let dampening: Double
    public let weightDecay: Double
    public let isNesterov: Bool
    private var memory: OptimizerMemory

    public init(
        _ groups: [ParameterGroup], learningRate: Double = 1e-3, momentum: Double = 0,
        dampening: Double = 0, weightDecay: Double = 0, isNesterov: Bool = false
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
        memory = OptimizerMemory(["momentum_buffer"], for: groups)
    }

    public func step() throws(TorchError) {
        try withoutGradients { () throws(TorchError) in
            for bucket in try groups.buckets() {
                guard momentum != 0 else {
                    try update(bucket, buffers: [], isFirst: false)
                    continue
                }
                let (known, new) = (
                    bucket.filtered(memory.knows), bucket.filtered { !memory.knows($0) }
                )
                try update(known, buffers: memory.columns(for: known)[0], isFirst: false)
                try update(new, buffers: memory.columns(for: new)[0], isFirst: true)
            }
        }
    }

    private func update(
        _ bucket: GradientBucket, buffers: [Tensor], isFirst: Bool
    ) throws(TorchError) {
        guard !bucket.isEmpty else { return }
        try fusedSGD.run(
            .tensors(bucket.parameters), .tensors(bucket.gradients), .tensors(buffers),
            .real(bucket.weightDecay ?? weightDecay), .real(momentum),
            .real(learningRate * bucket.learningRateScale), .real(dampening), .bool(isNesterov),
            .bool(false), .bool(isFirst))
    }

    public func state() -> [(name: String, tensor: Tensor)] { memory.state() }

    public func load(state: [String: Tensor]) throws {
        try memory.load(state, for: parameters)
    }
}
