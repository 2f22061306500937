/// The records of a table: its fields as bytes, before any decoding.
struct TableRecord {
    enum Content {
        case fields([[UInt8]])
        case damaged(String)
    }

    /// The line that the record begins in, from 1.
    let line: Int
    let content: Content
}

/// Cuts a file into records and fields.
///
/// Where a quote mark is never closed only the line it stands in is damaged: reading goes on
/// with the line after it. Empty lines are no records.
struct RecordReader {
    private var lines: LineReader
    private let format: TextFormat
    private let separator: UInt8
    /// Lines that were read in search of a closing quote mark, the next one last.
    private var waiting: [TextLine] = []

    init(
        _ path: String, format: TextFormat, encoding: TextEncoding, separator: UInt8
    ) throws(TextDataError) {
        lines = try LineReader(path, encoding: encoding)
        self.format = format
        self.separator = separator
    }

    /// The next record, or nil at the end.
    mutating func next() throws(TextDataError) -> TableRecord? {
        while let line = try nextLine() {
            guard case .whole(let bytes) = line.content else {
                return damaged(line, "it is longer than \(TextLine.limit) bytes")
            }
            if bytes.isEmpty { continue }
            switch format {
            case .csv: return try csvRecord(from: line, bytes)
            case .tsv: return TableRecord(line: line.number, content: .fields(tsvFields(bytes)))
            case .jsonl, .lines: return TableRecord(line: line.number, content: .fields([bytes]))
            }
        }
        return nil
    }

    private mutating func nextLine() throws(TextDataError) -> TextLine? {
        if let line = waiting.popLast() { return line }
        return try lines.next()
    }

    private func damaged(_ line: TextLine, _ reason: String) -> TableRecord {
        TableRecord(line: line.number, content: .damaged(reason))
    }

    private func tsvFields(_ bytes: [UInt8]) -> [[UInt8]] {
        bytes.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
            .map(Array.init)
    }

    private mutating func csvRecord(
        from first: TextLine, _ bytes: [UInt8]
    ) throws(TextDataError) -> TableRecord {
        var record = CSVRecord(separator: separator)
        var progress = record.append(bytes)
        var followers: [TextLine] = []
        while progress == .open, record.size <= TextLine.limit, let line = try nextLine() {
            followers.append(line)
            guard case .whole(let more) = line.content else { break }
            progress = record.append(more)
        }
        if progress == .complete {
            return TableRecord(line: first.number, content: .fields(record.fields))
        }
        waiting += followers.reversed()
        return damaged(
            first,
            progress == .open
                ? "a quote mark is not closed" : "text follows a closing quote mark")
    }
}
