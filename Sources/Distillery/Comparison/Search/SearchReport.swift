/// Everything that a search found: the content of `search.json`, and what the page draws.
public struct SearchReport: Codable, Sendable, Equatable {
    /// The heading, such as `resnet8 → cnn on fashion-mnist`.
    public var title: String
    public var language: ReportLanguage
    public var dataset: String
    /// What was asked of the networks; nil, as older files have it, is for classes.
    public var task: TaskKind?
    /// The recipe's own epochs, those of the last rung.
    public var epochs: Int
    public var seed: UInt64
    public var keys: [SearchKey]
    public var rungs: [Rung]
    /// The trial that came first in the last rung.
    public var best: TrialResult
    /// Best and given settings once more, with a seed that chose nothing.
    public var confirmation: Confirmation
    /// The resolved recipe with the best setting, as YAML.
    public var bestRecipe: String
    /// The resolved recipe that was searched, as YAML.
    public var recipe: String
    public var facts: [RunReport.Fact]

    /// Settings that were trained for the same number of epochs.
    public struct Rung: Codable, Sendable, Equatable {
        public var epochs: Int
        /// The best first, failed ones last.
        public var trials: [TrialResult]
    }

    public struct Confirmation: Codable, Sendable, Equatable {
        public var seed: UInt64
        public var best: TrialResult
        /// The recipe as it was given; nil where that is the best.
        public var given: TrialResult?
    }

    /// The trial that is the recipe as it was given: always the first.
    public static let givenTrial = 1

    /// The score that settings are compared by.
    var score: ReportScore { ReportScore(of: task ?? .classification) }

    /// Seconds of training in all trials together.
    public var seconds: Double {
        let confirming = [confirmation.best, confirmation.given].compactMap { $0 }
        return (rungs.flatMap(\.trials) + confirming).reduce(0) { $0 + ($1.seconds ?? 0) }
    }

    public var trainings: Int {
        rungs.reduce(0) { $0 + $1.trials.count } + (confirmation.given == nil ? 1 : 2)
    }

    public var failures: [TrialResult] {
        let confirming = [confirmation.best, confirmation.given].compactMap { $0 }
        return (rungs.flatMap(\.trials) + confirming).filter { $0.failure != nil }
    }
}
