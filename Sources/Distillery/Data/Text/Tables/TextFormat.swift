/// The form of a file of text data.
public enum TextFormat: String, Sendable, Codable, CaseIterable {
    /// Fields parted by commas; quote marks as in RFC 4180.
    case csv
    /// Fields parted by tabs; quote marks are text like any other.
    case tsv
    /// A JSON object a line.
    case jsonl
    /// One text a line, and nothing else.
    case lines

    /// The form that a file's name says, or nil where the name leaves it open (`.txt`).
    init?(fileName: String) {
        switch fileName.lowercased().split(separator: ".").last {
        case "csv": self = .csv
        case "tsv", "tab": self = .tsv
        case "jsonl", "ndjson", "json": self = .jsonl
        default: return nil
        }
    }

    /// The form of a file: from its name, else a table where its first line holds a tab.
    init(path: String, encoding: TextEncoding) throws(TextDataError) {
        if let named = TextFormat(fileName: path) {
            self = named
            return
        }
        var lines = try LineReader(path, encoding: encoding)
        guard let first = try lines.next(), case .whole(let bytes) = first.content else {
            self = .lines
            return
        }
        self = bytes.contains(UInt8(ascii: "\t")) ? .tsv : .lines
    }
}
