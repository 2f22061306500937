import Foundation

/// A file of predictions as a teacher: whoever made them need not be there.
struct PredictionsTeacher: ExampleTeacher {
    let name: String
    let answersHash: String
    let hash: String
    let isWorthKeeping = false
    let batchSize = 4096
    let concurrency = 1
    private let tables: [DatasetSplit: PredictionTable]
    /// Where a split's first example stands in its table, where examples are found by their order.
    private let starts: [DatasetSplit: Int]
    private let reader: ScoreReader

    init(_ plan: PredictionsPlan, data: TrainingData, mapping: ClassMapping?) throws {
        name = plan.name
        let train = try Self.table(plan.file, plan, data)
        let val = try plan.val.map { try Self.table($0, plan, data) }
        tables = [.train: train, .val: val ?? train]
        starts = try Self.starts(train, val, data)
        var reading = plan.reading
        reading.kind = train.columns.kind
        if reading.outputs.isEmpty, mapping != nil, plan.scores.count > 1 {
            reading.outputs = plan.scores.map { $0.names.first ?? "" }
        }
        reader = try ScoreReader(
            reading, classNames: data.classNames, mapping: mapping, source: "'\(plan.file)'",
            path: plan.path)
        let files = try [plan.file, plan.val].compactMap(\.self).map {
            try ContentHash.ofFile(Self.url($0))
        }
        answersHash = ContentHash.of(Array("predictions \(files)".utf8))
        hash = ContentHash.of(
            Array(
                ("\(answersHash) \(train.columns.options) "
                    + reading.identity(classNames: data.classNames, mapping: mapping)).utf8))
    }

    var remarks: [String] {
        var files: Set<String> = []
        return [DatasetSplit.train, .val].compactMap { split in
            guard let table = tables[split], files.insert(table.file).inserted,
                table.damaged.count > 0
            else { return nil }
            return "\(table.damaged.count) lines of '\(table.file)' could not be used: "
                + table.damaged.first.prefix(3).map(\.description).joined(separator: "; ")
        }
    }

    func ask(_ questions: [TeacherQuestion], stop: StopRequest) throws -> [JSONValue] {
        questions.map { question in
            let place = starts[question.split].map { $0 + question.index }
            return tables[question.split]?.answer(to: question, place: place) ?? .null
        }
    }

    func logits(of answer: JSONValue) throws -> [Float]? {
        guard !answer.isNull else { return nil }
        do {
            return try reader.logits(of: answer)
        } catch let problem as ScoreProblem {
            throw ExampleTeacherError.malformed(
                source: "'\(name)'", found: problem.found, expected: problem.expected,
                excerpt: answer.json.excerpt())
        }
    }

    private static func url(_ path: String) -> URL {
        URL(filePath: (path as NSString).expandingTildeInPath)
    }

    private static func table(
        _ file: String, _ plan: PredictionsPlan, _ data: TrainingData
    ) throws -> PredictionTable {
        let path = (file as NSString).expandingTildeInPath
        guard case .file? = fileKind(path) else {
            throw ExampleTeacherError.predictions(file: file, reason: "are not there")
        }
        return try PredictionTable(
            path,
            PredictionColumns(
                plan, file: path, classNames: data.classNames, table: data.plan.table,
                hasPairs: data.questionForm == .pair))
    }

    /// Which row is whose, where neither ids nor texts say it: there must be one for every example.
    private static func starts(
        _ train: PredictionTable, _ val: PredictionTable?, _ data: TrainingData
    ) throws(ExampleTeacherError) -> [DatasetSplit: Int] {
        var starts: [DatasetSplit: Int] = [:]
        let (own, measured) = (data.train.count, data.validation.count)
        if train.columns.key == .order {
            switch train.count {
            case own: starts[.train] = 0
            case own + measured where val == nil: (starts[.train], starts[.val]) = (0, own)
            default:
                throw .predictions(
                    file: train.file,
                    reason: "have \(train.count) rows without ids or texts, and there are \(own) "
                        + "training and \(measured) validation examples; give a row for every one, or "
                        + "a column 'id'")
            }
        }
        if let val, val.columns.key == .order {
            guard val.count == measured else {
                throw .predictions(
                    file: val.file,
                    reason:
                        "have \(val.count) rows without ids or texts, and there are \(measured) "
                        + "validation examples")
            }
            starts[.val] = 0
        }
        return starts
    }
}
