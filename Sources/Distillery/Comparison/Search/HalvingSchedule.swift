/// Successive halving (Jamieson and Talwalkar, 2016): many settings for few epochs, then the best
/// part 1/eta of them for eta times as many, and so on up to the full number.
public struct HalvingSchedule: Sendable, Equatable {
    public struct Rung: Sendable, Equatable {
        /// Settings that are trained.
        public var trials: Int
        /// Epochs that each is trained for, from its beginning.
        public var epochs: Int
    }

    public let rungs: [Rung]

    /// - Parameters:
    ///   - trials: settings in the first rung.
    ///   - epochs: those of the last rung, the recipe's own.
    ///   - minimumEpochs: those of the first rung at least.
    public init(trials: Int, epochs: Int, eta: Int, minimumEpochs: Int = 1) {
        var powers = [1]
        while let last = powers.last, last * eta <= trials, last * eta * minimumEpochs <= epochs {
            powers.append(last * eta)
        }
        rungs = zip(powers, powers.reversed()).map { divisor, share in
            Rung(
                trials: trials / divisor,
                epochs: max(1, Int((Double(epochs) / Double(share)).rounded())))
        }
    }

    /// The schedule of most trials that stays within a number of epochs; nil where not even one does.
    public init?(
        budget: Int, epochs: Int, eta: Int, minimumEpochs: Int = 1, mostTrials: Int = 10_000
    ) {
        let fitting = (1...max(1, mostTrials)).reversed().lazy.map {
            HalvingSchedule(trials: $0, epochs: epochs, eta: eta, minimumEpochs: minimumEpochs)
        }.first { $0.epochs <= budget }
        guard let fitting else { return nil }
        self = fitting
    }

    /// Epochs of all trainings together.
    public var epochs: Int { rungs.reduce(0) { $0 + $1.trials * $1.epochs } }
}
