/// The base learning rate all the time.
public struct ConstantSchedule: LearningRateSchedule, Equatable {
    public init() {}

    public func factor(at step: Int, of length: TrainingLength) -> Double { 1 }
}
