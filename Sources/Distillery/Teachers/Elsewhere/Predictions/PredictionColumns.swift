import Foundation

/// Which columns of a table of predictions are read, and what examples are found by.
struct PredictionColumns {
    /// What examples are found by.
    enum Key { case id, text, order }

    let key: Key
    let kind: ScoreKind
    let options: TextTableOptions

    private static let scoreNames = ["probabilities", "probs", "scores", "logits"]
    private static let labelNames = ["label", "prediction", "predicted", "class"]

    /// - Parameter table: the columns of the data, whose names those of the predictions may have.
    /// - Throws: `ExampleTeacherError` where there are neither scores nor labels.
    init(
        _ plan: PredictionsPlan, file: String, classNames: [String], table: TextTableOptions?,
        hasPairs: Bool
    ) throws {
        let header = try Self.header(of: file, plan.format)
        func found(_ column: TextColumn?) -> TextColumn? {
            column.flatMap { column in
                column.names.first(where: header.contains).map { TextColumn([$0]) }
            }
        }
        var options = TextTableOptions(format: plan.format)
        var kind = plan.reading.kind
        if let label = plan.label {
            options.label = label
        } else if !plan.scores.isEmpty {
            options.softLabels = plan.scores
        } else if classNames.allSatisfy(header.contains), !classNames.isEmpty {
            options.softLabels = classNames.map { TextColumn([$0]) }
        } else if let name = Self.scoreNames.first(where: header.contains) {
            options.softLabels = [TextColumn([name])]
            if name == "logits", !plan.kindIsGiven { kind = .logits }
        } else if let name = Self.labelNames.first(where: header.contains) {
            options.label = TextColumn([name])
        } else {
            throw ExampleTeacherError.predictions(
                file: file,
                reason: "have neither columns of the classes nor one of labels, only "
                    + header.prefix(8).map { "'\($0.excerpt(40))'" }.joined(separator: ", ")
                    + "; name them in 'scores' or 'label'")
        }
        if options.label != nil { kind = .labels }
        self.kind = kind
        let usualText = table?.text ?? TextTableOptions.usualTextColumns
        if let id = plan.id ?? (plan.text == nil ? found("id") : nil) {
            key = .id
            options.text = id
        } else if let text = plan.text ?? found(usualText),
            let pair = hasPairs ? plan.pair ?? found(table?.pair) : TextColumn([""])
        {
            key = .text
            options.text = text
            if hasPairs { options.pair = pair }
        } else {
            key = .order
            options.text = options.label ?? options.softLabels[0]
        }
        self.options = options
    }

    /// The columns of a table: those of its first line, or the keys of its first object.
    private static func header(of file: String, _ format: TextFormat?) throws -> [String] {
        let encoding = try TextEncoding.automatic.resolved(for: file)
        let format = try format ?? TextFormat(path: file, encoding: encoding)
        var records = try RecordReader(
            file, format: format, encoding: encoding, separator: UInt8(ascii: ","))
        guard let first = try records.next(), case .fields(let fields) = first.content else {
            throw ExampleTeacherError.predictions(file: file, reason: "are an empty table")
        }
        if format == .jsonl {
            return JSONValue(json: fields[0])?.members?.map(\.key) ?? []
        }
        return fields.map {
            String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespaces)
        }
    }
}
