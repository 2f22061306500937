import Foundation

/// Lowers the rate by a factor at equal intervals, as `torch.optim.lr_scheduler.StepLR`.
public struct StepSchedule: LearningRateSchedule, Equatable {
    public var interval: TrainingSpan
    public var decay: Double

    public init(every interval: TrainingSpan, decay: Double = 0.1) {
        self.interval = interval
        self.decay = decay
    }

    public func factor(at step: Int, of length: TrainingLength) -> Double {
        pow(decay, Double(step / max(interval.steps(of: length), 1)))
    }
}

/// Lowers the rate by a factor at each milestone, as `torch.optim.lr_scheduler.MultiStepLR`.
public struct MultiStepSchedule: LearningRateSchedule, Equatable {
    public var milestones: [TrainingSpan]
    public var decay: Double

    public init(milestones: [TrainingSpan], decay: Double = 0.1) {
        self.milestones = milestones
        self.decay = decay
    }

    public func factor(at step: Int, of length: TrainingLength) -> Double {
        let passed = milestones.count { $0.steps(of: length) <= step }
        return pow(decay, Double(passed))
    }
}
