import Foundation

extension SelectionReport {
    /// Reads a `selection.json`.
    public init(json url: URL) throws(ReportFileError) {
        self = try ReportFileError.reading(url) {
            try JSONDecoder().decode(SelectionReport.self, from: Data(contentsOf: url))
        }
    }

    /// The report as JSON: sorted keys, indented, ending in a newline.
    public func json() throws -> Data {
        try JSONEncoder.forReports.encode(self) + Data("\n".utf8)
    }

    /// Writes `selection.html` and `selection.json` into `folder`, replacing older ones whole.
    public func write(into folder: URL) throws(ReportFileError) {
        try writeHTML(to: folder.appending(path: "selection.html"))
        let url = folder.appending(path: "selection.json")
        try ReportFileError.writing(url) { try json().write(to: url, options: .atomic) }
    }

    /// Draws `selection.html` alone, replacing an older one whole.
    public func writeHTML(to url: URL) throws(ReportFileError) {
        try ReportFileError.writing(url) {
            try Data(SelectionPage(self).document.utf8).write(to: url, options: .atomic)
        }
    }

    /// - Throws: `QueueError.runsFailed` where a run failed, once everything else is told.
    public func requireNoFailure(in folder: QueueFolder) throws(QueueError) {
        guard let first = failures.first else { return }
        throw .runsFailed(
            count: failures.count, of: runs.count, folder: folder.url.path,
            command: folder.kind.rawValue, first: first.failure ?? first.folder)
    }
}
