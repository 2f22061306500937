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
    /// Where the answers to the labels stand in the outputs `[batch, length, classes]`, as places of
    /// `[batch · length]` in their order, `int64` `[answers]`; nil where an example has one answer.
    public var places: Tensor?
    /// The numbers that are to be predicted, `float32` `[batch]`, not a number where there is none; nil
    /// where labels are.
    public var numbers: Tensor?

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

    public init(
        labels: Tensor, mixing: Mixing? = nil, labelled: Double? = nil, places: Tensor? = nil,
        numbers: Tensor? = nil
    ) {
        self.labels = labels
        self.mixing = mixing
        self.labelled = labelled
        self.places = places
        self.numbers = numbers
    }

    /// The rows of a network's output that answer: all of `[batch, classes]`, those at `places` of
    /// `[batch, length, classes]`.
    public func answers(in output: Tensor) throws(TorchError) -> Tensor {
        guard let places else { return output }
        return try output.flattened(from: 0, to: 1).select(dimension: 0, indices: places)
    }

    /// The targets of some examples in a row.
    ///
    /// - Parameters:
    ///   - count: how many examples there are in all.
    ///   - length: how many outputs an example has, where `places` counts them.
    func part(
        _ range: Range<Int>, of count: Int, length: Int
    ) throws(TorchError) -> Targets {
        let share = Double(range.count) / Double(count)
        var rows = range
        var part = self
        if let places {
            let all: [Int64] = try places.elements()
            let bounds = Int64(range.lowerBound * length)..<Int64(range.upperBound * length)
            rows = (all.firstIndex { bounds.lowerBound <= $0 } ?? all.count)..<all.count
            let end = all[rows].firstIndex { bounds.upperBound <= $0 } ?? all.count
            rows = rows.lowerBound..<end
            part.places = try Tensor(all[rows].map { $0 - bounds.lowerBound }).to(places.device)
            part.labelled = (labelled ?? Double(all.count)) * share
        } else {
            part.labelled = labelled.map { $0 * share }
        }
        func cut(_ tensor: Tensor) throws(TorchError) -> Tensor {
            try tensor.slice(dimension: 0, from: rows.lowerBound, to: rows.upperBound)
        }
        part.labels = try cut(labels)
        part.numbers = try numbers.map(cut)
        if let mixing {
            part.mixing = Mixing(
                partnerLabels: try cut(mixing.partnerLabels), weights: try cut(mixing.weights))
        }
        return part
    }

    /// What answers lose against the labels: the cross-entropy of logits `[answers, classes]`, or where
    /// numbers are predicted the mean squared error of `[batch, 1]`; a scalar, 0 without any label.
    public func loss(of answers: Tensor, labelSmoothing: Double = 0) throws(TorchError) -> Tensor {
        guard let numbers else {
            return try crossEntropy(of: answers, labelSmoothing: labelSmoothing)
        }
        let known = try numbers.equals(numbers)
        let wanted = try Tensor.zeros(numbers.shape, device: numbers.device)
            .replaced(where: known, with: numbers)
        let errors = try (answers.flattened() - wanted).square() * known.choosing(1, otherwise: 0)
        let count = labelled.map { $0 > 0 ? $0 : 1 } ?? Double(numbers.shape[0])
        return try errors.sum() / count
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
        kept.numbers = try numbers?.select(dimension: 0, indices: rows)
        kept.places = try places?.select(dimension: 0, indices: rows)
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
