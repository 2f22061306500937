import Foundation
import Torch

/// One row of a table: what stands in the columns that were asked for.
struct TableRow {
    /// The line that the row begins in, from 1.
    let line: Int
    fileprivate(set) var cells: [(role: ColumnRole, cell: TableCell)] = []

    subscript(role: ColumnRole) -> TableCell? {
        cells.first { $0.role == role }?.cell
    }

    /// The text of a column, nil where it is not there or empty.
    func text(_ role: ColumnRole) -> String? { self[role]?.text }
}

/// What a reader finds where a row should be.
enum TableResult {
    case row(TableRow)
    case damaged(line: Int, reason: String)
}

/// Reads the rows of one file, decoded, in the columns that the options name.
struct TableReader {
    private let path: String
    private let format: TextFormat
    private let columns: [(role: ColumnRole, column: TextColumn)]
    private let gb18030: GB18030Decoder?
    private var records: RecordReader
    /// Places of `columns` in a record of delimited fields, and how many fields it must have.
    private var layout: (places: [Int], width: Int)?
    /// The first record of a file without header, which was read to see its width.
    private var pending: TableRecord?
    /// The keys of a JSONL file's first object, and the places of columns no object had yet.
    private var objects: (keys: [String], unseen: Set<Int>)?

    init(_ path: String, _ options: TextTableOptions) throws(TextDataError) {
        self.path = path
        guard let separator = TextTableOptions.separatorByte(options.separator) else {
            throw .option(
                name: "separator", found: options.separator, expected: "one ASCII character")
        }
        let encoding = try options.encoding.resolved(for: path)
        format =
            if let format = options.format { format } else {
                try TextFormat(path: path, encoding: encoding)
            }
        columns = options.columns
        gb18030 = encoding == .gb18030 ? try GB18030Decoder(path: path) : nil
        records = try RecordReader(
            path, format: format, encoding: encoding, separator: separator)
        switch format {
        case .jsonl: break
        case .lines: try resolve(in: ["text"])
        case .csv, .tsv: try readHeader(named: options.header)
        }
    }

    /// The next row, or nil at the end.
    mutating func next() throws(TextDataError) -> TableResult? {
        let record: TableRecord
        if let first = pending {
            record = first
            pending = nil
        } else {
            guard let next = try records.next() else {
                try checkObjects()
                return nil
            }
            record = next
        }
        switch record.content {
        case .damaged(let reason):
            return .damaged(line: record.line, reason: reason)
        case .fields(let fields):
            if format == .jsonl { return try object(fields[0], line: record.line) }
            return row(fields, line: record.line)
        }
    }

    private mutating func readHeader(named: Bool) throws(TextDataError) {
        guard let first = try records.next() else { return }
        guard case .fields(let fields) = first.content else {
            pending = first
            return try resolve(in: [])
        }
        if named {
            try resolve(in: fields.map { decode($0)?.trimmingCharacters(in: .whitespaces) ?? "" })
        } else {
            pending = first
            try resolve(in: (1...fields.count).map(String.init))
        }
    }

    private mutating func resolve(in header: [String]) throws(TextDataError) {
        var places: [Int] = []
        for (role, column) in columns {
            let isOnlyColumn =
                role == .text && header.count == 1 && column == TextTableOptions.usualTextColumns
            guard let place = isOnlyColumn ? 0 : column.place(in: header) else {
                throw missing(role, column, found: header)
            }
            places.append(place)
        }
        layout = (places, header.count)
    }

    private func missing(
        _ role: ColumnRole, _ column: TextColumn, found: [String]
    ) -> TextDataError {
        let nearest = column.names.lazy.compactMap { nearestName(to: $0, in: found) }.first
        return .missingColumn(
            path: path, role: role.name, names: column.names, nearest: nearest, found: found)
    }

    private func decode(_ bytes: [UInt8]) -> String? {
        if let gb18030 { return gb18030.decode(bytes) }
        return String(validating: bytes, as: UTF8.self)
    }

    private func row(_ fields: [[UInt8]], line: Int) -> TableResult {
        guard let layout else { return .damaged(line: line, reason: "there is no header") }
        guard fields.count == layout.width else {
            return .damaged(
                line: line, reason: "it has \(fields.count) fields, not \(layout.width)")
        }
        var row = TableRow(line: line)
        for ((role, _), place) in zip(columns, layout.places) {
            guard let text = decode(fields[place]) else {
                return .damaged(line: line, reason: invalidBytes)
            }
            row.cells.append((role, .text(text)))
        }
        return .row(row)
    }

    private var invalidBytes: String {
        "its bytes are not \(gb18030 == nil ? "UTF-8" : "GB18030")"
    }

    private mutating func object(
        _ bytes: [UInt8], line: Int
    ) throws(TextDataError) -> TableResult {
        guard let text = decode(bytes) else {
            return .damaged(line: line, reason: invalidBytes)
        }
        guard let object = try? JSONDecoder().decode(JSONRow.self, from: Data(text.utf8)) else {
            return .damaged(line: line, reason: "it is not a JSON object")
        }
        if objects == nil {
            objects = (object.cells.keys.sorted(), Set(columns.indices))
        }
        var row = TableRow(line: line)
        for (place, (role, column)) in columns.enumerated() {
            let name = column.names.first { object.cells[$0] != nil }
            guard let name, let cell = object.cells[name] else {
                // Without texts there is nothing to go on for.
                if role == .text, objects?.unseen.contains(place) == true { try checkObjects() }
                continue
            }
            row.cells.append((role, cell))
            objects?.unseen.remove(place)
        }
        return .row(row)
    }

    /// Throws where no object has had a key that was asked for.
    private func checkObjects() throws(TextDataError) {
        guard let objects, let place = objects.unseen.min() else { return }
        throw missing(columns[place].role, columns[place].column, found: objects.keys)
    }
}
