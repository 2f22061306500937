/// What a comparison found of one method, or of training alone: each run, and all seeds together.
public struct MethodResult: Codable, Sendable, Equatable {
    /// What tables call it: `rkd`.
    public var label: String
    /// The method's name in the catalog.
    public var kind: String
    /// Its options, as YAML.
    public var options: String
    /// One a seed, failed ones included.
    public var runs: [SeedResult]
    /// Mean and deviation over the runs that finished.
    public var top1: Spread?
    public var agreement: Spread?
    public var crossEntropy: Spread?
    public var seconds: Spread?
    public var peakMemoryBytes: Spread?
    /// Parameters of the method's own parts, which the student does not keep.
    public var methodParameters: Int?
    /// Against training alone, seed by seed; nil for the control itself and without figures.
    public var gain: MethodGain?
    public var standing: Standing?

    /// - Parameter control: the runs of the student trained alone; nil where these are they.
    init(
        label: String, method: any Method, runs: [SeedResult], methodParameters: Int? = nil,
        against control: [SeedResult]?
    ) throws {
        self.label = label
        kind = method.title
        options = try method.yaml()
        self.runs = runs
        top1 = Spread(runs.compactMap(\.top1))
        agreement = Spread(runs.compactMap(\.agreement))
        crossEntropy = Spread(runs.compactMap(\.crossEntropy))
        seconds = Spread(runs.compactMap(\.seconds))
        peakMemoryBytes = Spread(runs.compactMap(\.peakMemoryBytes))
        self.methodParameters = methodParameters
        if let control {
            gain = MethodGain(of: runs, over: control)
            standing =
                gain.map { Standing(gain: $0.mean, interval: $0.interval) }
                ?? (top1 == nil ? .failed : nil)
        }
    }

    /// What ended runs of it, each reason once.
    public var failures: [String] {
        runs.compactMap(\.failure).reduce(into: []) { reasons, reason in
            if !reasons.contains(reason) { reasons.append(reason) }
        }
    }
}

/// What a method's accuracy is above that of training alone, as shares of 1.
public struct MethodGain: Codable, Sendable, Equatable {
    public var mean: Double
    /// Sample deviation of the differences of each seed; nil for a single one.
    public var deviation: Double?
    /// Where the true difference lies with 95 % confidence (Student's t); nil for a single seed.
    public var interval: ConfidenceInterval?
    /// The difference of each seed that both have.
    public var differences: [Double]

    /// Nil where no seed has figures of both.
    init?(of runs: [SeedResult], over control: [SeedResult]) {
        self.init(
            differences: runs.compactMap { run in
                let partner = control.first { $0.seed == run.seed }?.top1
                guard let own = run.top1, let partner else { return nil }
                return own - partner
            })
    }

    /// Nil where there is no difference.
    init?(differences: [Double]) {
        self.differences = differences
        guard let gain = Gain(differences: differences) else { return nil }
        mean = gain.mean
        deviation = gain.deviation
        interval = gain.interval
    }
}
