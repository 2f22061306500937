/// How long a training run is.
public struct TrainingLength: Sendable, Equatable {
    /// Optimiser steps in all.
    public var steps: Int
    /// Optimiser steps in an epoch.
    public var stepsPerEpoch: Int

    public init(steps: Int, stepsPerEpoch: Int) {
        self.steps = steps
        self.stepsPerEpoch = stepsPerEpoch
    }

    public init(epochs: Int, stepsPerEpoch: Int) {
        self.init(steps: epochs * stepsPerEpoch, stepsPerEpoch: stepsPerEpoch)
    }
}

/// A stretch of a training run, or the point that it ends at.
public enum TrainingSpan: Sendable, Equatable {
    case steps(Int)
    case epochs(Double)
    /// A share of the whole run, 0…1.
    case share(Double)

    /// The nearest number of whole steps.
    public func steps(of length: TrainingLength) -> Int {
        switch self {
        case .steps(let count): count
        case .epochs(let count): Int((count * Double(length.stepsPerEpoch)).rounded())
        case .share(let share): Int((share * Double(length.steps)).rounded())
        }
    }
}
