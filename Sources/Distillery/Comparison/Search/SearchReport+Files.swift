import Foundation

extension SearchReport {
    /// Reads a `search.json`.
    public init(json url: URL) throws(ReportFileError) {
        self = try ReportFileError.reading(url) {
            try JSONDecoder().decode(SearchReport.self, from: Data(contentsOf: url))
        }
    }

    /// The report as JSON: sorted keys, indented, ending in a newline.
    public func json() throws -> Data {
        try JSONEncoder.forReports.encode(self) + Data("\n".utf8)
    }

    /// Writes `best.yaml`, `search.html` and `search.json` into `folder`, replacing older ones whole.
    public func write(into folder: URL) throws(ReportFileError) {
        let best = folder.appending(path: "best.yaml")
        try ReportFileError.writing(best) {
            try Data(bestYAML(at: best.relativePath).utf8).write(to: best, options: .atomic)
        }
        try writeHTML(to: folder.appending(path: "search.html"))
        let url = folder.appending(path: "search.json")
        try ReportFileError.writing(url) { try json().write(to: url, options: .atomic) }
    }

    /// Draws `search.html` alone, replacing an older one whole.
    public func writeHTML(to url: URL) throws(ReportFileError) {
        try ReportFileError.writing(url) {
            try Data(SearchPage(self).document.utf8).write(to: url, options: .atomic)
        }
    }

    /// The best recipe in full, below the command that runs it and what it scored.
    private func bestYAML(at path: String) -> String {
        let lines =
            ["distill train --recipe \(path)", "", "Found by distill search: \(best.setting.text)"]
            + SearchHeadline(report: self, text: EnglishSearchText(score: score)).sentences
        return lines.map { $0.isEmpty ? "#\n" : "# \($0)\n" }.joined() + "\n" + bestRecipe
    }
}
