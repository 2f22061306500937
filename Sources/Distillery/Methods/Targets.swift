import Torch

/// The labels of a batch, mixed with a second set where the view mixed pictures.
public struct Targets {
    /// Class indices, `int64` `[batch]`; `ClassLabel.unknown` where an example has none.
    public var labels: Tensor
    /// The other picture's class and this picture's share, where mixup or cutmix drew one.
    public var mixing: Mixing?
    /// How many examples are labelled, mixed ones by their shares; nil is all of them.
    ///
    /// A part of a batch has its share of the whole's number, so that the parts' cross-entropies,
    /// weighted by the parts' sizes, add up to the whole's.
    public var labelled: Double?

    public struct Mixing {
        /// Class indices of the partners, `int64` `[batch]`.
        public var partnerLabels: Tensor
        /// The share of the picture itself in the mixture, `float32` `[batch]`, in 0…1.
        public var weights: Tensor

        public init(partnerLabels: Tensor, weights: Tensor) {
            self.partnerLabels = partnerLabels
            self.weights = weights
        }
    }

    public init(labels: Tensor, mixing: Mixing? = nil, labelled: Double? = nil) {
        self.labels = labels
        self.mixing = mixing
        self.labelled = labelled
    }

    /// Targets of so many examples of which none has a label.
    public static func unknown(_ count: Int, device: Device = .cpu) throws(TorchError) -> Targets {
        let labels = [Int64](repeating: Int64(ClassLabel.unknown), count: count)
        return Targets(labels: try Tensor(labels).to(device), labelled: 0)
    }

    /// Cross-entropy of logits `[batch, classes]`: a scalar, the mean over the labelled examples, 0
    /// where there are none.
    ///
    /// With mixing it is the mixture of both labels' cross-entropies (Zhang et al., 2018).
    public func crossEntropy(
        of logits: Tensor, labelSmoothing: Double = 0
    ) throws(TorchError) -> Tensor {
        func rows(_ labels: Tensor, _ reduction: Reduction) throws(TorchError) -> Tensor {
            try logits.crossEntropy(
                with: labels, labelSmoothing: labelSmoothing, reduction: reduction)
        }
        let count = labelled.map { $0 > 0 ? $0 : 1 }
        guard let mixing else {
            guard let count else { return try rows(labels, .mean) }
            return try rows(labels, .sum) / count
        }
        let own = try rows(labels, .none)
        let partner = try rows(mixing.partnerLabels, .none)
        let mixed = try mixing.weights * own + (1 - mixing.weights) * partner
        guard let count else { return try mixed.mean() }
        return try mixed.sum() / count
    }

    /// The targets of some examples: those of `rows` (`int64`, `[kept]`).
    public func keeping(rows: Tensor) throws(TorchError) -> Targets {
        var kept = self
        kept.labels = try labels.select(dimension: 0, indices: rows)
        if let mixing {
            kept.mixing = Mixing(
                partnerLabels: try mixing.partnerLabels.select(dimension: 0, indices: rows),
                weights: try mixing.weights.select(dimension: 0, indices: rows))
        }
        if labelled != nil {
            kept.labelled = Self.countLabelled(
                try kept.labels.elements(), partners: try kept.mixing?.partnerLabels.elements(),
                weights: try kept.mixing?.weights.elements())
        }
        return kept
    }

    /// How many of these labels are known, mixed ones by their shares; nil where all are.
    static func countLabelled(
        _ labels: [Int64], partners: [Int64]? = nil, weights: [Float]? = nil
    ) -> Double? {
        func isUnknown(_ label: Int64) -> Bool { label == ClassLabel.unknown }
        guard labels.contains(where: isUnknown) || partners?.contains(where: isUnknown) == true
        else { return nil }
        return labels.indices.reduce(0) { sum, row in
            let weight = Double(weights?[row] ?? 1)
            let partner = partners?[row] ?? labels[row]
            return sum + (isUnknown(labels[row]) ? 0 : weight)
                + (isUnknown(partner) ? 0 : 1 - weight)
        }
    }
}
