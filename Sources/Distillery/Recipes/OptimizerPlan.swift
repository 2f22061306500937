import Torch

/// Which optimiser trains, and with what settings: `optimizer:` in a recipe.
public struct OptimizerPlan: Codable, Sendable, Equatable {
    /// The optimisers by the names that recipes use.
    public enum Kind: String, Codable, Sendable, CaseIterable { case sgd, adam, adamw, lars }

    public var kind: Kind
    /// The rate that the schedule scales.
    public var learningRate: Double
    /// SGD and LARS: the share of the former direction that is kept.
    public var momentum: Double
    /// SGD: look ahead along the momentum.
    public var nesterov: Bool
    public var weightDecay: Double
    /// Adam and AdamW: decay of the running means of gradient and squared gradient.
    public var betas: [Double]
    /// Adam and AdamW: added to the denominator.
    public var epsilon: Double
    /// Whether normalisation weights and biases (parameters of one dimension) are decayed too.
    public var decaysNorms: Bool

    public init(
        kind: Kind = .sgd, learningRate: Double? = nil, momentum: Double = 0.9,
        nesterov: Bool = true, weightDecay: Double? = nil, betas: [Double] = [0.9, 0.999],
        epsilon: Double = 1e-8, decaysNorms: Bool = true
    ) {
        self.kind = kind
        self.learningRate = learningRate ?? kind.usualLearningRate
        self.momentum = momentum
        self.nesterov = nesterov
        self.weightDecay = weightDecay ?? kind.usualWeightDecay
        self.betas = betas
        self.epsilon = epsilon
        self.decaysNorms = decaysNorms
    }

    /// The optimiser over a module's parameters.
    func make(for module: any Module) -> any Optimizer { make(for: [module]) }

    /// The optimiser over the parameters of these modules, as if they were one.
    func make(for modules: [any Module]) -> any Optimizer {
        let groups: [ParameterGroup] =
            decaysNorms ? .all(of: modules) : .decayingOnlyMatrices(of: modules)
        return switch kind {
        case .sgd:
            SGD(
                groups, learningRate: learningRate, momentum: momentum, weightDecay: weightDecay,
                isNesterov: nesterov)
        case .adam:
            Adam(
                groups, learningRate: learningRate, betas: (betas[0], betas[1]), epsilon: epsilon,
                weightDecay: weightDecay)
        case .adamw:
            AdamW(
                groups, learningRate: learningRate, betas: (betas[0], betas[1]), epsilon: epsilon,
                weightDecay: weightDecay)
        case .lars:
            LARS(
                groups, learningRate: learningRate, momentum: momentum, weightDecay: weightDecay)
        }
    }
}

extension OptimizerPlan.Kind {
    /// The rate of the literature's common recipes at batch 64.
    var usualLearningRate: Double {
        switch self {
        case .sgd: 0.05
        case .adam, .adamw: 0.001
        case .lars: 1.8
        }
    }

    var usualWeightDecay: Double {
        switch self {
        case .sgd: 5e-4
        case .adam: 0
        case .adamw: 0.01
        case .lars: 1e-6
        }
    }
}

extension OptimizerPlan {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case kind
        case learningRate = "learning-rate"
        case momentum
        case nesterov
        case weightDecay = "weight-decay"
        case betas
        case epsilon
        case decaysNorms = "decay-norms"
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        let kind = try values.decodeName(.kind, default: Kind.sgd)
        self.init(
            kind: kind,
            learningRate: try values.decode(
                .learningRate, default: kind.usualLearningRate, expected: "above 0",
                where: { $0 > 0 && $0.isFinite }),
            momentum: try values.decode(
                .momentum, default: 0.9, expected: "at least 0 and below 1",
                where: { (0..<1).contains($0) }),
            nesterov: try values.decode(.nesterov, default: true),
            weightDecay: try values.decode(
                .weightDecay, default: kind.usualWeightDecay, expected: "at least 0",
                where: { $0 >= 0 && $0.isFinite }),
            betas: try values.decode(
                .betas, default: [0.9, 0.999], expected: "two numbers, at least 0 and below 1",
                where: { $0.count == 2 && $0.allSatisfy { (0..<1).contains($0) } }),
            epsilon: try values.decode(
                .epsilon, default: 1e-8, expected: "above 0", where: { $0 > 0 }),
            decaysNorms: try values.decode(.decaysNorms, default: true))
        if nesterov && momentum == 0 { nesterov = false }
    }
}
