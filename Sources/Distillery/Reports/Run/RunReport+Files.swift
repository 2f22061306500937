import Foundation

extension RunReport {
    /// Reads a `report.json`.
    public init(json url: URL) throws(ReportFileError) {
        self = try ReportFileError.reading(url) {
            try JSONDecoder().decode(RunReport.self, from: Data(contentsOf: url))
        }
    }

    /// Writes `report.html` and `report.json` into `folder`, replacing older ones whole.
    ///
    /// `report.json` comes last: where it is, all is.
    public func write(into folder: URL) throws(ReportFileError) {
        try writeHTML(to: folder.appending(path: "report.html"))
        let json = folder.appending(path: "report.json")
        try ReportFileError.writing(json) {
            let data = try JSONEncoder.forReports.encode(self) + Data("\n".utf8)
            try data.write(to: json, options: .atomic)
        }
    }

    /// Draws `report.html` alone, replacing an older one whole.
    public func writeHTML(to url: URL) throws(ReportFileError) {
        try ReportFileError.writing(url) {
            try Data(HTMLReport(self).document.utf8).write(to: url, options: .atomic)
        }
    }
}
