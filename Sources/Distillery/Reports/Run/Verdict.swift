/// What a run shows, in the words that its figures allow.
public struct Verdict: Sendable, Equatable {
    /// What the teacher did for the student, against the same student trained alone.
    public enum Distillation: Sendable, Equatable {
        /// The student is better than its control, beyond the deviation between seeds.
        case helped(Gain)
        /// The student is worse than its control, beyond the deviation between seeds.
        case hurt(Gain)
        /// The difference is no larger than its deviation.
        case withinDeviation(Gain)
        /// There is one seed, and so no deviation to measure the difference against.
        case singleSeed(Gain)
        /// No control was trained.
        case unknown
    }

    /// The student's accuracy as a share of the teacher's; nil without a teacher.
    public var accuracyKept: Double?
    public var distillation: Distillation

    public init(_ report: RunReport) {
        let student = report.model(.student)
        if let own = student?.spread(\.score),
            let teacher = report.model(.teacher)?.spread(\.score),
            teacher.mean > 0
        {
            accuracyKept = own.mean / teacher.mean
        }
        guard let student, let control = report.model(.control),
            let gain = Gain(of: student, over: control, in: { $0.score })
        else {
            distillation = .unknown
            return
        }
        if gain.deviation == nil {
            distillation = .singleSeed(gain)
        } else if !gain.standsOut {
            distillation = .withinDeviation(gain)
        } else {
            distillation = gain.mean > 0 ? .helped(gain) : .hurt(gain)
        }
    }
}
