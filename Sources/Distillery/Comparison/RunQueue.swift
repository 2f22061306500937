import Foundation
import Torch

/// Carries out runs one after the other, each in a folder of its own.
///
/// A finished run is read, not repeated; one that was stopped goes on from its last checkpoint; one
/// that fails by its own doing is noted, and the others go on. So a queue is resumed by carrying it
/// out again.
struct RunQueue {
    var folder: QueueFolder
    /// How many runs there are in all, for the progress lines.
    var count: Int
    var stop: StopRequest
    var listener: RunListener
    private var position = 0

    init(folder: QueueFolder, count: Int, stop: StopRequest, listener: @escaping RunListener) {
        self.folder = folder
        self.count = count
        self.stop = stop
        self.listener = listener
    }

    /// Carries out one run, or finds that it is finished.
    ///
    /// - Throws: `QueueError.interrupted`, and what would end every other run as well.
    mutating func carryOut(_ queued: QueuedRun) throws -> RunOutcome {
        position += 1
        try queued.requireOwnFolder()
        if queued.folder.isFinished { return .finished(try queued.folder.readReport()) }
        guard !stop.isStopping else { throw interrupted }
        listener(.began("Run \(position) of \(count): \(queued.title)"))
        do {
            return .finished(try run(queued).execute())
        } catch RunError.interrupted {
            throw interrupted
        } catch  where Self.isOwnDoing(error) {
            listener(.warning("\(queued.title) failed: \(error)"))
            return .failed("\(error)")
        }
    }

    /// Carries out the run that trains the teacher, where there is one: without it no other can be.
    ///
    /// - Throws: `QueueError.teacherFailed`, and what `carryOut` throws.
    mutating func teach(_ first: QueuedRun?) throws {
        guard let first, case .failed(let reason) = try carryOut(first) else { return }
        throw QueueError.teacherFailed(folder: first.folder.url.path, reason: reason)
    }

    /// Fills the store of labels that the runs share, where one of them is still to learn from it.
    func label(_ plan: LabelPlan, for runs: [QueuedRun]) throws {
        let isWanted = runs.contains {
            !$0.folder.isFinished && $0.recipe.teacher?.labels == folder.labels.path
        }
        guard isWanted else { return }
        guard !stop.isStopping else { throw interrupted }
        do {
            _ = try plan.carryOut(in: folder.labels, stop: stop, listener: listener)
        } catch LabelStoreError.interrupted {
            throw interrupted
        }
    }

    private func run(_ queued: QueuedRun) throws -> Run {
        // So that the peak which the run's metrics show is its own.
        ProcessMemory.resetPeak()
        if queued.folder.exists {
            return try Run.resume(queued.folder.url, stop: stop, listener: listener)
        }
        if FileManager.default.fileExists(atPath: queued.folder.url.path) {
            // A process that was killed before the run had its recipe.
            try queued.folder.removeLeftovers()
        }
        return try Run.create(
            queued.recipe, in: queued.folder.url, stop: stop, listener: listener)
    }

    private var interrupted: QueueError {
        .interrupted(folder: folder.url.path, command: folder.kind.rawValue)
    }

    /// Whether an error lies in the run itself, so that others may still succeed.
    private static func isOwnDoing(_ error: any Error) -> Bool {
        switch error {
        case RunError.folderInUse, RunError.dataChanged: false
        case is FileError, is ReportFileError, is CocoaError, is POSIXError: false
        default: true
        }
    }
}
