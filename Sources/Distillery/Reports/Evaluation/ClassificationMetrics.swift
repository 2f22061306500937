/// Metrics of a classifier's outputs, gathered batch by batch in double precision.
///
/// ```swift
/// var metrics = ClassificationMetrics(classes: 10)
/// for batch in batches {
///     try metrics.add(logits: batch.logits, labels: batch.labels)
/// }
/// metrics.top1
/// ```
/// Where two logits are equal, the lower class counts as the higher, as in `argmax`. Without
/// examples every share is 0.
public struct ClassificationMetrics: Sendable, Equatable {
    /// Number of bins of the calibration error (Guo and others, 2017).
    public static let calibrationBins = 15

    /// Number of classes.
    public let classes: Int
    /// Number of examples gathered so far.
    public private(set) var examples = 0
    /// Number of examples by true class (row) and predicted class (column).
    public private(set) var confusion: [[Int]]

    private var topFiveHits = 0
    private var negativeLogLikelihood = 0.0
    private var bins = [CalibrationSum](repeating: CalibrationSum(), count: calibrationBins)
    /// Sums over the examples that came with a teacher's logits.
    private var againstTeacher = TeacherSum()

    /// Makes empty metrics.
    public init(classes: Int) {
        precondition(classes > 0, "a classifier has at least one class")
        self.classes = classes
        confusion = Array(repeating: Array(repeating: 0, count: classes), count: classes)
    }

    /// The metrics of all examples at once.
    ///
    /// `logits` and `teacherLogits` are `[examples, classes]` in row-major order, `labels` are
    /// `[examples]`.
    public init(
        logits: [Float], labels: [Int], classes: Int, teacherLogits: [Float]? = nil
    ) throws(ClassificationMetricsError) {
        self.init(classes: classes)
        try add(logits: logits, labels: labels, teacherLogits: teacherLogits)
    }

    /// Adds a batch: `[examples, classes]` logits in row-major order and `[examples]` labels.
    ///
    /// A batch that cannot be read whole is refused whole.
    public mutating func add(
        logits: [Float], labels: [Int], teacherLogits: [Float]? = nil
    ) throws(ClassificationMetricsError) {
        try check(logits, labels: labels, of: "logits")
        if let teacherLogits { try check(teacherLogits, labels: labels, of: "teacher logits") }
        for (index, label) in labels.enumerated() {
            let row = index * classes..<(index + 1) * classes
            let output = Distribution(logits: logits[row])
            count(output, label: label)
            if let teacherLogits {
                againstTeacher.add(output, teacher: Distribution(logits: teacherLogits[row]))
            }
        }
    }

    private mutating func count(_ output: Distribution, label: Int) {
        examples += 1
        confusion[label][output.prediction] += 1
        topFiveHits += output.rank(of: label) < 5 ? 1 : 0
        negativeLogLikelihood -= output.logProbabilities[label]
        // The bins are open below and closed above: ((m-1)/M, m/M].
        let bin = Int((output.confidence * Double(bins.count)).rounded(.up)) - 1
        bins[min(max(bin, 0), bins.count - 1)].add(
            confidence: output.confidence, isRight: output.prediction == label)
    }

    private func check(
        _ logits: [Float], labels: [Int], of name: String
    ) throws(ClassificationMetricsError) {
        guard logits.count == labels.count * classes else {
            throw .shape(
                name: name, found: logits.count, expected: labels.count * classes,
                examples: labels.count, classes: classes)
        }
        if let index = labels.firstIndex(where: { !(0..<classes).contains($0) }) {
            throw .label(labels[index], example: examples + index, classes: classes)
        }
        if let index = logits.firstIndex(where: { !$0.isFinite }) {
            throw .notFinite(name: name, example: examples + index / classes)
        }
    }
}

extension ClassificationMetrics {
    /// Share of examples whose highest logit is the label's.
    public var top1: Double {
        share(confusion.indices.reduce(0) { $0 + confusion[$1][$1] })
    }

    /// Share of examples whose label is among the five highest logits (all of them, under five).
    public var top5: Double { share(topFiveHits) }

    /// Unweighted mean of the F1 score over the classes that are labels or predictions.
    public var macroF1: Double {
        let scores = confusion.indices.compactMap { index -> Double? in
            let labelled = confusion[index].reduce(0, +)
            let predicted = confusion.reduce(0) { $0 + $1[index] }
            guard labelled + predicted > 0 else { return nil }
            return Double(2 * confusion[index][index]) / Double(labelled + predicted)
        }
        return scores.isEmpty ? 0 : scores.reduce(0, +) / Double(scores.count)
    }

    /// Mean negative log-likelihood of the labels, in nats.
    public var crossEntropy: Double {
        examples == 0 ? 0 : negativeLogLikelihood / Double(examples)
    }

    /// Share of the examples on which model and teacher choose the same class; nil without teacher.
    public var agreement: Double? { againstTeacher.agreement }

    /// Mean of KL(teacher‖model) at temperature 1, in nats; nil without a teacher.
    public var meanKL: Double? { againstTeacher.meanKL }

    /// Expected calibration error over 15 bins of equal width (Guo et al., 2017).
    public var calibrationError: Double {
        reliability.reduce(0) { $0 + share($1.count) * abs($1.accuracy - $1.confidence) }
    }

    /// The bins of the calibration error, from confidence 0 to 1.
    public var reliability: [ReliabilityBin] { bins.map(\.mean) }

    private func share(_ count: Int) -> Double {
        examples == 0 ? 0 : Double(count) / Double(examples)
    }
}
