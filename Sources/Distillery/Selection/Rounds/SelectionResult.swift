import Foundation

/// What one run of the rounds came to.
struct SelectionResult: Equatable {
    var step: SelectionStep
    var run: SelectionReport.Run

    /// - Parameter queue: the folder of all rounds.
    init(_ step: SelectionStep, _ outcome: RunOutcome, in folder: RunFolder, of queue: QueueFolder)
    {
        self.step = step
        let depth = queue.url.pathComponents.count
        let place = folder.url.pathComponents.dropFirst(depth).joined(separator: "/")
        // The students of a committee beside the first one choose, and count nowhere else.
        let evaluation = outcome.report?.model(.student)?.evaluations.first?.evaluation
        run = SelectionReport.Run(
            seed: step.seed, folder: place, failure: outcome.failure, score: evaluation?.score,
            macroF1: evaluation?.quality.macroF1, agreement: evaluation?.agreement,
            seconds: outcome.report?.seconds)
    }
}
