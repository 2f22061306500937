import Foundation

/// One run of a queue: what it is called, what it does and where.
struct QueuedRun {
    /// As progress lines name it: `rkd, seed 2`.
    var title: String
    var recipe: Recipe
    var folder: RunFolder
}

/// What became of a queued run.
enum RunOutcome {
    case finished(RunReport)
    /// What ended it; the queue went on.
    case failed(String)

    var report: RunReport? {
        if case .finished(let report) = self { report } else { nil }
    }

    var failure: String? {
        if case .failed(let reason) = self { reason } else { nil }
    }
}
