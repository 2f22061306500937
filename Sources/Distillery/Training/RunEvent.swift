/// What a run tells while it works; the library itself prints nothing.
public enum RunEvent: Sendable {
    /// A part of the run begins: "Training the teacher", with what there is to say about it.
    case began(String)
    /// A training went on: steps done of all, examples a second, the latest loss.
    case progress(job: TrainingJob, step: Int, steps: Int, examplesPerSecond: Double, loss: Double)
    /// An epoch ended, with the score on the validation examples.
    case epoch(
        job: TrainingJob, epoch: Int, epochs: Int, loss: Double, score: TaskScore, seconds: Double)
    /// A teacher labelled examples: labels that are there, of how many, and the rate.
    case labelled(_ count: Int, of: Int, perSecond: Double)
    /// Something the user should know, which does not end the run.
    case warning(String)
}

/// Hears what a run tells, on the thread that trains.
public typealias RunListener = (RunEvent) -> Void
