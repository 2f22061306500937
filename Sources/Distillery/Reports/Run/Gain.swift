/// What one model has over another in one figure, with the deviation of that difference.
///
/// Where both were trained with the same seeds, the difference is taken seed by seed, and its
/// deviation is the sample deviation of those differences; else the deviations of both are added
/// as independent ones are (the root of their squares' sum).
public struct Gain: Sendable, Equatable {
    /// The first model's mean minus the second's.
    public var mean: Double
    /// Standard deviation of the difference; nil when either has a single seed.
    public var deviation: Double?
    /// Number of seeds of the model that has fewer.
    public var seeds: Int
    /// Standard deviation of the mean difference itself; nil when either has a single seed.
    public private(set) var standardError: Double?
    /// What the deviation was estimated with: one less than the pairs, or Welch's number.
    public private(set) var degreesOfFreedom: Double?

    /// The interval in which the true difference lies with a confidence of 95 % (Student's t);
    /// nil when either has a single seed.
    public var interval: ConfidenceInterval? {
        guard let standardError, let degreesOfFreedom else { return nil }
        return ConfidenceInterval(
            mean: mean, standardError: standardError, degreesOfFreedom: degreesOfFreedom)
    }

    /// The gain that differences of the same seeds show; nil when there are none.
    public init?(differences: [Double]) {
        guard let spread = Spread(differences) else { return nil }
        mean = spread.mean
        deviation = spread.standardDeviation
        seeds = spread.count
        standardError = deviation.map { $0 / Double(spread.count).squareRoot() }
        degreesOfFreedom = deviation.map { _ in Double(spread.count - 1) }
    }

    /// The gain of `model` over `other` in a figure such as `\.top1`; nil when one has none.
    public init?(
        of model: RunReport.Model, over other: RunReport.Model,
        in figure: (ModelEvaluation) -> Double?
    ) {
        guard let first = model.spread(figure), let second = other.spread(figure) else {
            return nil
        }
        if let pairs = Self.differences(model, other, figure), let paired = Gain(differences: pairs)
        {
            self = paired
            return
        }
        seeds = min(first.count, second.count)
        mean = first.mean - second.mean
        if let one = first.standardDeviation, let two = second.standardDeviation {
            deviation = (one * one + two * two).squareRoot()
            estimate(
                one * one / Double(first.count), first.count,
                two * two / Double(second.count), second.count)
        }
    }

    /// Welch's standard error and degrees of freedom, from the squared errors of both means.
    private mutating func estimate(
        _ one: Double, _ oneCount: Int, _ two: Double, _ twoCount: Int
    ) {
        standardError = (one + two).squareRoot()
        let spread = one * one / Double(oneCount - 1) + two * two / Double(twoCount - 1)
        degreesOfFreedom =
            spread > 0 ? (one + two) * (one + two) / spread : Double(oneCount + twoCount - 2)
    }

    /// True when the difference is larger than its deviation, so that it means something.
    public var standsOut: Bool { deviation.map { abs(mean) > $0 } ?? false }

    /// The differences seed by seed; nil unless both have the same seeds.
    private static func differences(
        _ model: RunReport.Model, _ other: RunReport.Model,
        _ figure: (ModelEvaluation) -> Double?
    ) -> [Double]? {
        guard model.evaluations.count == other.evaluations.count else { return nil }
        var differences: [Double] = []
        for evaluation in model.evaluations {
            guard let seed = evaluation.seed,
                let partner = other.evaluations.first(where: { $0.seed == seed }),
                let one = figure(evaluation.evaluation), let two = figure(partner.evaluation)
            else { return nil }
            differences.append(one - two)
        }
        return differences
    }
}
