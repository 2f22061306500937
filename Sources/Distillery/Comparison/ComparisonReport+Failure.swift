import Foundation

extension ComparisonReport {
    /// - Throws: `QueueError.runsFailed` where a run failed, once everything else is told.
    public func requireNoFailure(in folder: QueueFolder) throws(QueueError) {
        guard let first = failures.first else { return }
        throw .runsFailed(
            count: failures.count, of: ([control] + methods).flatMap(\.runs).count,
            folder: folder.url.path, command: folder.kind.rawValue,
            first: first.run.failure ?? first.label)
    }
}
