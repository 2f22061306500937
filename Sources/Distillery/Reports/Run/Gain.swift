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

    /// The gain of `model` over `other` in a figure such as `\.top1`; nil when one has none.
    public init?(
        of model: RunReport.Model, over other: RunReport.Model,
        in figure: (ModelEvaluation) -> Double?
    ) {
        guard let first = model.spread(figure), let second = other.spread(figure) else {
            return nil
        }
        seeds = min(first.count, second.count)
        mean = first.mean - second.mean
        if let pairs = Self.differences(model, other, figure), let spread = Spread(pairs) {
            deviation = spread.standardDeviation
        } else if let one = first.standardDeviation, let two = second.standardDeviation {
            deviation = (one * one + two * two).squareRoot()
        }
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
