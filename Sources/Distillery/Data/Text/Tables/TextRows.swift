import Foundation

/// An example before its class is known by number, with the place it came from.
struct LabelledRow {
    var example: TextExample
    let label: String?
    let path: String
    let line: Int

    /// What decides the example's split where no file does.
    ///
    /// Without group or id it is the text itself, so that what stands twice is never divided.
    var splitKey: String
}

/// Reads files into examples; what is damaged is counted and left out.
struct TextRows {
    private(set) var rows: [LabelledRow] = []
    private(set) var damaged = DamagedLines()
    /// The rows and the damaged lines.
    private(set) var total = 0
    private let options: TextTableOptions

    /// Reads files whose paths are below `root`; ids begin with the path.
    init(
        _ files: [String], root: String, options: TextTableOptions
    ) throws(TextDataError) {
        self.options = options
        var ids: Set<String> = []
        for file in files {
            try read(file, root: root, ids: &ids)
        }
        try damaged.check(of: total, share: options.damagedShare)
    }

    private mutating func read(
        _ file: String, root: String, ids: inout Set<String>
    ) throws(TextDataError) {
        let path = "\(root)/\(file)"
        var reader = try TableReader(path, options)
        while let result = try reader.next() {
            total += 1
            switch result {
            case .damaged(let line, let reason):
                damaged.record(path, line: line, reason)
                try damaged.checkEarly(of: total, share: options.damagedShare)
            case .row(let row):
                do {
                    let read = try labelledRow(row, file: file, path: path)
                    if options.id != nil, !ids.insert(read.example.id.text).inserted {
                        throw TextDataError.repeatedID(
                            path: path, line: row.line, id: read.example.id.text)
                    }
                    rows.append(read)
                } catch let damage as RowDamage {
                    damaged.record(path, line: row.line, damage.reason)
                    try damaged.checkEarly(of: total, share: options.damagedShare)
                } catch let error as TextDataError {
                    throw error
                } catch {
                    throw .file(path: path, message: "\(error)")
                }
            }
        }
    }

    private func labelledRow(
        _ row: TableRow, file: String, path: String
    ) throws -> LabelledRow {
        guard let text = row.text(.text) else { throw RowDamage("its text is empty") }
        let pair = row.text(.pair)
        if options.pair != nil, pair == nil { throw RowDamage("its second text is empty") }
        let id = row.text(.id)
        if options.id != nil, id == nil { throw RowDamage("its id is empty") }
        let group = row.text(.group)
        if options.group != nil, group == nil { throw RowDamage("its group is empty") }
        let example = TextExample(
            id: ExampleID(id ?? "\(file):\(row.line)"), text: text, pair: pair,
            target: try target(row), softLabels: try softLabels(row), group: group,
            point: try point(row, .longitude, .latitude),
            pairPoint: try point(row, .pairLongitude, .pairLatitude))
        return LabelledRow(
            example: example, label: row.text(.label), path: path, line: row.line,
            splitKey: group ?? id ?? "\(text)\u{0}\(pair ?? "")")
    }

    private func target(_ row: TableRow) throws -> Double? {
        guard let text = row.text(.target) else { return nil }
        guard let number = Double(text), number.isFinite else {
            throw RowDamage("its target '\(text.prefix(40))' is no number")
        }
        return number
    }

    /// The point of two columns; nil where both are empty.
    private func point(
        _ row: TableRow, _ longitude: ColumnRole, _ latitude: ColumnRole
    ) throws -> GeoPoint? {
        let texts = [row.text(longitude), row.text(latitude)]
        if texts == [nil, nil] { return nil }
        let numbers = texts.map { $0.flatMap { Double($0) } ?? .nan }
        guard let point = GeoPoint(longitude: numbers[0], latitude: numbers[1]) else {
            throw RowDamage(
                "its \(longitude.name) '\(texts[0] ?? "")' and \(latitude.name) "
                    + "'\(texts[1] ?? "")' are no degrees")
        }
        return point
    }

    /// All of them or none: a row without any is a row without soft labels.
    private func softLabels(_ row: TableRow) throws -> [Float]? {
        let cells = options.softLabels.indices.compactMap { row[.softLabel($0)] }
        if cells.allSatisfy({ $0.text == nil && $0.numbers == nil }) { return nil }
        let numbers = cells.flatMap { $0.numbers ?? [] }
        let isComplete =
            cells.count == options.softLabels.count && !cells.contains { $0.numbers == nil }
        guard isComplete, numbers.allSatisfy({ Float($0).isFinite }) else {
            throw RowDamage("its soft labels are not all numbers")
        }
        return numbers.map(Float.init)
    }
}

/// Why one row cannot be used; others may.
struct RowDamage: Error {
    let reason: String

    init(_ reason: String) {
        self.reason = reason
    }
}
