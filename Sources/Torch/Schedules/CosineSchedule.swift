import Foundation

/// Falls along half a cosine from the base rate to a minimum at the run's end (Loshchilov and
/// Hutter, 2017), as `torch.optim.lr_scheduler.CosineAnnealingLR`.
public struct CosineSchedule: LearningRateSchedule, Equatable {
    /// The factor at the end.
    public var minimum: Double

    public init(minimum: Double = 0) { self.minimum = minimum }

    public func factor(at step: Int, of length: TrainingLength) -> Double {
        let progress = min(Double(step) / Double(max(length.steps, 1)), 1)
        return cosineBetween(1, minimum, at: progress)
    }
}

/// The way from `start` to `end` along half a cosine; `progress` is 0…1.
func cosineBetween(_ start: Double, _ end: Double, at progress: Double) -> Double {
    end + (start - end) / 2 * (1 + cos(.pi * progress))
}
