private let fusedAdamW = Operator("aten::_fused_adamw_")

/// Adam with weight decay apart from the gradient (Loshchilov and Hutter, 2019), as `torch.optim.AdamW`.
///
/// Each step first takes θ ← θ · (1 - rate · decay). Remembers `step`, `exp_avg`, `exp_avg_sq` and,
/// with the maximum, `max_exp_avg_sq`.
public final class AdamW: Optimizer {
    public let groups: [ParameterGroup]
    public var learningRate: Double
    public var momentum: Double
    private var update: AdamUpdate

    /// - Parameters:
    ///   - betas: how much of the first and second moment each step keeps.
    ///   - usesMaximum: PyTorch's `amsgrad` (Reddi et al., 2018).
    public init(
        _ groups: [ParameterGroup], learningRate: Double = 1e-3,
        betas: (first: Double, second: Double) = (0.9, 0.999), epsilon: Double = 1e-8,
        weightDecay: Double = 0.01, usesMaximum: Bool = false
    ) {
        self.groups = groups
        self.learningRate = learningRate
        momentum = betas.first
        update = AdamUpdate(
            fusedAdamW, groups: groups, secondBeta: betas.second, epsilon: epsilon,
            weightDecay: weightDecay,
            usesMaximum: usesMaximum)
    }

    public func step() throws(TorchError) {
        try withoutGradients { () throws(TorchError) in
            try update.step(groups, learningRate: learningRate, momentum: momentum)
        }
    }

    public func state() -> [(name: String, tensor: Tensor)] { update.memory.state() }

    public func load(state: [String: Tensor]) throws {
        try update.memory.load(state, for: parameters)
    }
}
