import Foundation

extension ComparisonReport {
    /// Reads a `comparison.json`.
    public init(json url: URL) throws(ReportFileError) {
        self = try ReportFileError.reading(url) {
            try JSONDecoder().decode(ComparisonReport.self, from: Data(contentsOf: url))
        }
    }

    /// The report as JSON: sorted keys, indented, ending in a newline.
    public func json() throws -> Data {
        try JSONEncoder.forReports.encode(self) + Data("\n".utf8)
    }

    /// Writes `comparison.html` and `comparison.json` into `folder`, replacing older ones whole.
    public func write(into folder: URL) throws(ReportFileError) {
        try writeHTML(to: folder.appending(path: "comparison.html"))
        let url = folder.appending(path: "comparison.json")
        try ReportFileError.writing(url) { try json().write(to: url, options: .atomic) }
    }

    /// Draws `comparison.html` alone, replacing an older one whole.
    public func writeHTML(to url: URL) throws(ReportFileError) {
        try ReportFileError.writing(url) {
            try Data(ComparisonPage(self).document.utf8).write(to: url, options: .atomic)
        }
    }
}
