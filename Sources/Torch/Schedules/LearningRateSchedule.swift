/// How the learning rate moves over a training run: a pure function of the step.
///
/// ```swift
/// let schedule = WarmUp(.epochs(5), then: CosineSchedule())
/// optimizer.learningRate = baseRate * schedule.factor(at: step, of: length)
/// ```
public protocol LearningRateSchedule: Sendable {
    /// The factor on the base learning rate for step `step`, counted from 0.
    func factor(at step: Int, of length: TrainingLength) -> Double

    /// The momentum for that step; `nil` leaves the optimiser's own.
    func momentum(at step: Int, of length: TrainingLength) -> Double?
}

extension LearningRateSchedule {
    public func momentum(at step: Int, of length: TrainingLength) -> Double? { nil }

    /// Sets what the schedule says for the next step of `optimizer`.
    public func apply(
        to optimizer: any Optimizer, baseRate: Double, at step: Int, of length: TrainingLength
    ) {
        optimizer.learningRate = baseRate * factor(at: step, of: length)
        if let momentum = momentum(at: step, of: length) { optimizer.momentum = momentum }
    }
}
