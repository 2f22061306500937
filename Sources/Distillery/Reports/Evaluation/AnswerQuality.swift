/// How good a model's answers are: the figures of its task; those of other tasks are not there.
///
/// Shares and correlations are 0…1 and -1…1, entropies and divergences are in nats.
public struct AnswerQuality: Sendable, Equatable {
    /// Share of examples (of hidden words, where those are guessed) whose highest logit is the label's.
    public var top1: Double?
    /// Share whose label is among the five highest logits.
    public var top5: Double?
    /// Unweighted mean over the classes of the harmonic mean of precision and recall.
    public var macroF1: Double?
    /// Mean negative log-likelihood of the labels.
    public var crossEntropy: Double?
    /// Share of examples on which the model and its teacher choose the same class.
    public var agreement: Double?
    /// Mean Kullback-Leibler divergence from the teacher's distribution to the model's, at
    /// temperature 1.
    public var meanKL: Double?
    /// Expected calibration error over 15 bins (Guo et al., 2017).
    public var calibrationError: Double?
    /// The bins behind ``calibrationError``, for the reliability diagram; may be empty.
    public var reliability: [ReliabilityBin] = []
    /// Number of examples by true class (row) and predicted class (column); empty without classes.
    public var confusion: [[Int]] = []
    /// Rank correlation of the model's numbers, or of its pairs' similarities, with the true ones.
    public var spearman: Double?
    /// Linear correlation of the same.
    public var pearson: Double?
    /// Mean squared distance of the model's numbers from the true ones.
    public var meanSquaredError: Double?
    /// The best F1 that a threshold on the similarity gives, where pairs mean the same or not.
    public var pairF1: Double?
    /// Rank correlation of the model's numbers, or of its pairs' similarities, with the teacher's.
    public var teacherSpearman: Double?

    public init() {}

    /// The figure by which models of the task are compared, the higher the better.
    ///
    /// Nil where nobody knows the truth and there is no teacher to compare with.
    public var score: Double? { top1 ?? spearman ?? teacherSpearman }
}

extension ClassificationMetrics {
    /// All figures together.
    public var quality: AnswerQuality {
        var quality = AnswerQuality()
        quality.top1 = top1
        // Of five classes and fewer it is 100 % whatever the network answers.
        quality.top5 = classes > 5 ? top5 : nil
        quality.macroF1 = macroF1
        quality.crossEntropy = crossEntropy
        quality.agreement = agreement
        quality.meanKL = meanKL
        quality.calibrationError = calibrationError
        quality.reliability = reliability
        quality.confusion = confusion
        return quality
    }
}
