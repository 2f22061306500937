/// Rises in a straight line to the base rate, then follows another schedule.
///
/// The other schedule sees a run that begins after the warm-up and is shorter by it, as PyTorch's
/// `SequentialLR` of `LinearLR` and another has it.
public struct WarmUp: LearningRateSchedule {
    public var span: TrainingSpan
    /// The factor at step 0.
    public var start: Double
    public var next: any LearningRateSchedule

    public init(
        _ span: TrainingSpan, from start: Double = 0.01, then next: any LearningRateSchedule
    ) {
        self.span = span
        self.start = start
        self.next = next
    }

    public func factor(at step: Int, of length: TrainingLength) -> Double {
        let warmUp = span.steps(of: length)
        guard step < warmUp else {
            return next.factor(at: step - warmUp, of: rest(of: length, after: warmUp))
        }
        return start + (1 - start) * Double(step) / Double(warmUp)
    }

    public func momentum(at step: Int, of length: TrainingLength) -> Double? {
        let warmUp = span.steps(of: length)
        return next.momentum(
            at: max(step - warmUp, 0), of: rest(of: length, after: warmUp))
    }

    private func rest(of length: TrainingLength, after warmUp: Int) -> TrainingLength {
        TrainingLength(
            steps: max(length.steps - warmUp, 1), stepsPerEpoch: length.stepsPerEpoch)
    }
}
