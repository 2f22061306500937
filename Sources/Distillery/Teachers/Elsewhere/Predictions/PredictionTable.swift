/// The rows of a table of predictions, found by id, by text, or in their order.
struct PredictionTable {
    private var byKey: [String: JSONValue] = [:]
    private var inOrder: [JSONValue] = []
    private(set) var damaged = DamagedLines()
    private var total = 0
    let columns: PredictionColumns
    let file: String

    /// - Throws: `TextDataError` for a file that cannot be read; `ExampleTeacherError` for two answers to
    ///   one example.
    init(_ file: String, _ columns: PredictionColumns) throws {
        self.file = file
        self.columns = columns
        var reader = try TableReader(file, columns.options)
        while let result = try reader.next() {
            total += 1
            switch result {
            case .damaged(let line, let reason): try damage(line, reason)
            case .row(let row): try take(row)
            }
        }
        try damaged.check(of: total, share: columns.options.damagedShare)
        guard count > 0 else {
            throw ExampleTeacherError.predictions(file: file, reason: "are an empty table")
        }
    }

    var count: Int { columns.key == .order ? inOrder.count : byKey.count }

    /// The answer to an example; `place` is where it stands where there are no keys.
    func answer(to question: TeacherQuestion, place: Int?) -> JSONValue {
        switch columns.key {
        case .id: byKey[question.id.text] ?? .null
        case .text: byKey[question.key] ?? .null
        case .order: place.flatMap { inOrder.indices.contains($0) ? inOrder[$0] : nil } ?? .null
        }
    }

    private mutating func take(_ row: TableRow) throws {
        guard let answer = Self.answer(in: row, columns) else {
            // In order an example without an answer still has its place.
            if columns.key == .order { inOrder.append(.null) }
            return try damage(row.line, "it has no label, or not a number for each class")
        }
        guard columns.key != .order else { return inOrder.append(answer) }
        guard let key = key(of: row) else { return try damage(row.line, "its id or text is empty") }
        guard let former = byKey.updateValue(answer, forKey: key), former.json != answer.json
        else { return }
        throw ExampleTeacherError.predictions(
            file: file,
            reason: "have two answers to one example, the second in line \(row.line)")
    }

    private func key(of row: TableRow) -> String? {
        guard let text = row.text(.text) else { return nil }
        guard columns.key == .text else { return text }
        let pair = row.text(.pair)
        if columns.options.pair != nil, pair == nil { return nil }
        return TeacherQuestion(
            id: ExampleID(""), split: .train, index: 0, content: .text(text, pair: pair)
        ).key
    }

    private static func answer(in row: TableRow, _ columns: PredictionColumns) -> JSONValue? {
        if columns.options.label != nil { return row.text(.label).map(JSONValue.string) }
        let cells = columns.options.softLabels.indices.map { row[.softLabel($0)]?.numbers }
        guard !cells.contains(where: { $0 == nil }) else { return nil }
        return .array(cells.flatMap { $0 ?? [] }.map { .number($0) })
    }

    private mutating func damage(_ line: Int, _ reason: String) throws {
        damaged.record(file, line: line, reason)
        try damaged.checkEarly(of: total, share: columns.options.damagedShare)
    }
}
