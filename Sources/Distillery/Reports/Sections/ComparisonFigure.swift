/// A row of the comparison table.
enum ComparisonFigure: CaseIterable, Sendable {
    case top1, top5, macroF1, crossEntropy, agreement, meanKL, calibrationError
    case spearman, pearson, meanSquaredError, pairF1, teacherSpearman
    case parameters, multiplyAdds, fileBytes, latencyMedian, latencyP95, examplesPerSecond
    case peakMemory

    func value(_ evaluation: ModelEvaluation) -> Double? {
        // Of a teacher that is elsewhere nobody knows what it costs.
        if !isQuality, evaluation.parameters == 0 { return nil }
        return switch self {
        case .top1: evaluation.top1
        case .top5: evaluation.top5
        case .macroF1: evaluation.macroF1
        case .crossEntropy: evaluation.crossEntropy
        case .agreement: evaluation.agreement
        case .meanKL: evaluation.meanKL
        case .calibrationError: evaluation.calibrationError
        case .spearman: evaluation.spearman
        case .pearson: evaluation.pearson
        case .meanSquaredError: evaluation.meanSquaredError
        case .pairF1: evaluation.pairF1
        case .teacherSpearman: evaluation.teacherSpearman
        case .parameters: Double(evaluation.parameters)
        case .multiplyAdds: evaluation.multiplyAdds > 0 ? Double(evaluation.multiplyAdds) : nil
        case .fileBytes: Double(evaluation.fileBytes)
        case .latencyMedian: evaluation.latencyMedianMilliseconds
        case .latencyP95: evaluation.latencyP95Milliseconds
        case .examplesPerSecond: evaluation.examplesPerSecond
        case .peakMemory: Double(evaluation.peakMemoryBytes)
        }
    }

    func format(_ value: Double) -> String {
        guard value.isFinite else { return "–" }
        let whole = Int(exactly: value.rounded()) ?? 0
        return switch self {
        case .top1, .top5, .macroF1, .agreement, .calibrationError, .pairF1, .spearman, .pearson,
            .teacherSpearman:
            NumberFormat.percent(value)
        case .crossEntropy, .meanKL, .meanSquaredError:
            NumberFormat.decimal(value, decimals: decimals)
        case .parameters, .multiplyAdds: NumberFormat.count(whole)
        case .fileBytes, .peakMemory: NumberFormat.bytes(whole)
        case .latencyMedian, .latencyP95: NumberFormat.milliseconds(value)
        case .examplesPerSecond: NumberFormat.rate(value)
        }
    }

    /// A standard deviation, in the figure's own unit but without naming it.
    func formatDeviation(_ value: Double) -> String {
        isShare
            ? NumberFormat.decimal(100 * value, decimals: 2)
            : NumberFormat.decimal(value, decimals: decimals)
    }

    /// A difference, with its sign.
    func formatDifference(_ value: Double) -> String {
        guard !isShare else { return NumberFormat.points(value) }
        let text = NumberFormat.decimal(abs(value), decimals: decimals)
        let isZero = text.allSatisfy { "0.".contains($0) }
        return isZero ? text : (value < 0 ? "−" : "+") + text
    }

    /// True for the figures of what a model answers; the others are what it costs.
    var isQuality: Bool {
        switch self {
        case .parameters, .multiplyAdds, .fileBytes, .latencyMedian, .latencyP95,
            .examplesPerSecond, .peakMemory:
            false
        default: true
        }
    }

    /// True when a small value is the better one.
    var isBetterLow: Bool {
        switch self {
        case .crossEntropy, .meanKL, .calibrationError, .meanSquaredError: true
        default: false
        }
    }

    /// Decimals of the figures in nats; divergences from a good teacher are small.
    private var decimals: Int { self == .meanKL ? 4 : 3 }

    private var isShare: Bool {
        switch self {
        case .crossEntropy, .meanKL, .meanSquaredError: false
        default: isQuality
        }
    }
}
