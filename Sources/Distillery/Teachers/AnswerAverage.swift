import Torch

/// How the answers of several teachers to one example become one.
///
/// With shares w that add up to 1, the answer is, as logits,
///
/// - `probabilities`: `T log Σ_k w_k softmax(z_k / T)`, so that the softmax at temperature T is the
///   weighted mean of the softened probabilities (You et al., 2017): minimising the divergence from it
///   is minimising the weighted sum of the divergences from each;
/// - `logits`: `Σ_k w_k z_k`, at every temperature the geometric mean of the probabilities (Hinton et
///   al., 2015, section 2).
public struct AnswerAverage: Sendable, Equatable {
    /// What an example's shares follow.
    public enum Weighting: String, Codable, Sendable, CaseIterable {
        /// All the same.
        case mean
        /// The `weight` of each.
        case fixed
        /// The largest probability that each gives: `w_k ∝ max softmax(z_k)`.
        case confidence
        /// How little each wavers: `w_k ∝ exp(-H(softmax(z_k)))`, H the entropy in nats.
        case entropy
        /// The probability that each gives the label (after Zhang et al., 2022: CA-MKD).
        case label
    }

    /// What is averaged.
    public enum Form: String, Codable, Sendable, CaseIterable { case probabilities, logits }

    public var weighting: Weighting
    /// For `fixed`, one a teacher, above 0; they are brought to a sum of 1.
    public var weights: [Double]
    public var form: Form
    /// The temperature T of the probabilities.
    public var temperature: Double

    public init(
        _ weighting: Weighting = .mean, weights: [Double] = [], form: Form = .probabilities,
        temperature: Double = 1
    ) {
        self.weighting = weighting
        self.weights = weights
        self.form = form
        self.temperature = temperature
    }

    /// The average as logits, `[batch, classes]`.
    ///
    /// - Parameters:
    ///   - logits: of each teacher, `[batch, classes]`.
    ///   - targets: the labels that `label` looks at; without them its shares are all the same.
    public func callAsFunction(
        _ logits: [Tensor], targets: Targets? = nil
    ) throws(TorchError) -> Tensor {
        guard logits.count > 1 else { return logits[0] }
        let all = try Tensor.stacked(logits, dimension: 1)
        let shares = try logShares(of: all, targets).unsqueezed(-1)
        switch form {
        case .logits: return try (shares.exponential() * all).sum(dimension: 1)
        case .probabilities:
            let softened = try (all / temperature).logSoftmax(dimension: -1)
            return try temperature * (softened + shares).logSumExp(dimension: 1)
        }
    }

    /// Logarithms of the shares, `[batch, teachers]`, of logits `[batch, teachers, classes]`.
    private func logShares(of all: Tensor, _ targets: Targets?) throws(TorchError) -> Tensor {
        let logProbabilities = try all.logSoftmax(dimension: -1)
        let same = try logProbabilities.select(dimension: -1, index: 0).zerosLike()
        let scores: Tensor
        switch weighting {
        case .mean: scores = same
        case .fixed: scores = try same + fixedScores(like: same)
        case .confidence:
            scores = try logProbabilities.top(1, dimension: -1).values.squeezed(-1)
        case .entropy:
            scores = try (logProbabilities.exponential() * logProbabilities).sum(dimension: -1)
        case .label:
            scores = try targets?.logProbability(in: logProbabilities) ?? same
        }
        return try scores.logSoftmax(dimension: 1)
    }

    private func fixedScores(like tensor: Tensor) throws(TorchError) -> Tensor {
        let weights = try Tensor(self.weights).logarithm().to(tensor.device)
        return try weights.to(tensor.scalarType)
    }
}

extension Targets {
    /// The logarithm of the labels' probability, `[batch, teachers]`, of `[batch, teachers, classes]`;
    /// of a mixture's labels their probabilities are mixed as they are.
    fileprivate func logProbability(in logProbabilities: Tensor) throws(TorchError) -> Tensor {
        func picked(_ labels: Tensor) throws(TorchError) -> Tensor {
            let teachers = logProbabilities.shape[1]
            let index = try labels.reshaped([-1, 1, 1]).expanded([labels.shape[0], teachers, 1])
            return try logProbabilities.gather(dimension: -1, indices: index).squeezed(-1)
        }
        guard let mixing else { return try picked(labels) }
        let share = try mixing.weights.unsqueezed(-1)
        let mixed =
            try share * picked(labels).exponential()
            + (1 - share) * picked(mixing.partnerLabels).exponential()
        return try mixed.clamped(minimum: 1e-30).logarithm()
    }
}
