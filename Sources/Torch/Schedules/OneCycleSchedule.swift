/// Rises from a low rate to the base rate and falls to almost nothing, both along half a cosine
/// (Smith and Topin, 2018), as `torch.optim.lr_scheduler.OneCycleLR`.
///
/// The base rate is the peak. Momentum goes the other way.
public struct OneCycleSchedule: LearningRateSchedule, Equatable {
    /// The share of the run that rises.
    public var risingShare: Double
    /// The first rate is the peak divided by this.
    public var initialDivisor: Double
    /// The last rate is the first divided by this.
    public var finalDivisor: Double
    /// The momentum at the ends of the run and at the peak; `nil` leaves the optimiser's own.
    public var momentumRange: Range?

    /// What momentum falls to while the rate rises, and where it comes from.
    public struct Range: Sendable, Equatable {
        public var lowest: Double
        public var highest: Double

        public init(lowest: Double = 0.85, highest: Double = 0.95) {
            self.lowest = lowest
            self.highest = highest
        }
    }

    public init(
        risingShare: Double = 0.3, initialDivisor: Double = 25, finalDivisor: Double = 1e4,
        momentumRange: Range? = Range()
    ) {
        self.risingShare = risingShare
        self.initialDivisor = initialDivisor
        self.finalDivisor = finalDivisor
        self.momentumRange = momentumRange
    }

    public func factor(at step: Int, of length: TrainingLength) -> Double {
        let first = 1 / initialDivisor
        return value(at: step, of: length, first: first, peak: 1, last: first / finalDivisor)
    }

    public func momentum(at step: Int, of length: TrainingLength) -> Double? {
        guard let range = momentumRange else { return nil }
        return value(
            at: step, of: length, first: range.highest, peak: range.lowest, last: range.highest)
    }

    private func value(
        at step: Int, of length: TrainingLength, first: Double, peak: Double, last: Double
    ) -> Double {
        let end = Double(length.steps - 1)
        let top = risingShare * Double(length.steps) - 1
        let step = min(Double(step), end)
        if step <= top {
            return top > 0 ? cosineBetween(first, peak, at: step / top) : peak
        }
        return end > top
            ? cosineBetween(peak, last, at: (step - max(top, 0)) / (end - max(top, 0))) : last
    }
}
