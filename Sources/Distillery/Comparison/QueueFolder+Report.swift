import Foundation

extension QueueFolder {
    /// The report of a finished comparison.
    ///
    /// - Throws: `QueueError.notAQueue` when there is none yet.
    public func readComparison() throws -> ComparisonReport {
        try ComparisonReport(json: finished("comparison.json"))
    }

    /// The report of a finished search.
    ///
    /// - Throws: `QueueError.notAQueue` when there is none yet.
    public func readSearch() throws -> SearchReport {
        try SearchReport(json: finished("search.json"))
    }

    /// The report of finished rounds of choosing examples.
    ///
    /// - Throws: `QueueError.notAQueue` when there is none yet.
    public func readSelection() throws -> SelectionReport {
        try SelectionReport(json: finished("selection.json"))
    }

    private func finished(_ name: String) throws(QueueError) -> URL {
        let file = url.appending(path: name)
        guard FileManager.default.fileExists(atPath: file.path) else {
            throw .notAQueue(
                folder: url.path, command: kind.rawValue,
                missing: "\(name) yet; go on with: distill \(kind.rawValue) --resume \(url.path)")
        }
        return file
    }
}
