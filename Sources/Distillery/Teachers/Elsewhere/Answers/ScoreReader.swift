import Foundation

/// Reads an answer into logits of the data's classes.
///
/// A row of scores is a list of numbers in the order of `outputs`; an object of numbers by class; a list
/// of objects with `label` and `score`, as inference servers give them; or, of two classes, one number
/// that is the second one's. Probabilities become logits by their logarithm, a label by that of a
/// smoothed distribution: `1 − s + s/C` for the class, `s/C` for each other one.
struct ScoreReader: Sendable {
    let kind: ScoreKind
    let words: ClassWords
    private let source: String
    private let smoothing: Double
    private let match: ClassMatch
    /// What the teacher's scores are called, in their order; empty where they are the data's classes.
    private let outputs: [String]

    /// What a probability is at least, so that its logarithm is a number.
    private static let floor = 1e-8
    private static let labelFloor = 1e-6

    /// - Parameters:
    ///   - source: the teacher, for messages.
    ///   - path: the recipe's key, as `teacher.http`.
    init(
        _ plan: ScorePlan, classNames: [String], mapping: ClassMapping?, source: String,
        path: String
    ) throws {
        kind = plan.kind
        smoothing = plan.smoothing
        outputs = plan.outputs
        self.source = source
        match = ClassMatch(count: classNames.count, names: classNames, mapping: mapping)
        words = try ClassWords(classNames, synonyms: plan.labels, path: "\(path).labels")
        if kind == .labels, mapping != nil || !outputs.isEmpty {
            throw ExampleTeacherError.unsuitable(
                path: mapping != nil ? "teacher.classes" : "\(path).outputs",
                reason: "is for scores; say in '\(path).labels' what the teacher calls each class")
        }
        if !outputs.isEmpty { _ = try selection(outputs.count, names: outputs) }
    }

    /// The logits of a row, `[classes]`.
    ///
    /// - Throws: `ScoreProblem` where the row is not what it should be.
    func logits(of row: JSONValue) throws -> [Float] {
        if kind == .labels { return smoothed(try label(row)) }
        let (values, names) = try scores(row)
        if kind == .probabilities { try requireProbabilities(values) }
        let chosen =
            try selection(values.count, names: names).map { $0.map { values[$0] } } ?? values
        return chosen.map {
            Float(kind == .probabilities ? log(max($0, Self.floor)) : $0)
        }
    }

    /// The logits of a class that the teacher named.
    func smoothed(_ label: Int) -> [Float] {
        let share = smoothing / Double(match.count)
        return (0..<match.count).map { index in
            Float(log(max(index == label ? 1 - smoothing + share : share, Self.labelFloor)))
        }
    }

    private func label(_ row: JSONValue) throws(ScoreProblem) -> Int {
        if let text = row.text, let index = words.index(of: text) { return index }
        if let number = row.double, let index = words.index(of: JSONValue.number(number).json) {
            return index
        }
        if let number = row.double, let index = Int(exactly: number),
            (0..<match.count).contains(index)
        {
            return index
        }
        throw ScoreProblem(
            found: row.text.map { "the label '\($0.excerpt(60))'" } ?? row.kind,
            expected: "one of the classes \(match.names.prefix(8).joined(separator: ", "))")
    }

    /// The numbers of a row, and what they are called.
    private func scores(
        _ row: JSONValue
    ) throws(ScoreProblem) -> (values: [Double], names: [String]) {
        switch row {
        case .number(let number): return ([kind == .logits ? 0 : 1 - number, number], outputs)
        case .object(let members):
            return (try numbers(members.map(\.value)), members.map(\.key))
        case .array(let list):
            let entries = list.compactMap { entry in
                entry["label"]?.text.map { ($0, entry["score"]) }
            }
            if !list.isEmpty, entries.count == list.count {
                return (try numbers(entries.map { $0.1 ?? .null }), entries.map(\.0))
            }
            // Servers that take batches give a list for one example, too.
            if list.count == 1, list[0].list != nil || list[0].members != nil {
                return try scores(list[0])
            }
            return (try numbers(list), outputs)
        default:
            throw ScoreProblem(found: row.kind, expected: "a list of numbers, one a class")
        }
    }

    private func numbers(_ list: [JSONValue]) throws(ScoreProblem) -> [Double] {
        var numbers: [Double] = []
        for value in list {
            guard let number = value.double, Float(number).isFinite else {
                throw ScoreProblem(found: value.kind, expected: "a finite number for each class")
            }
            numbers.append(number)
        }
        return numbers
    }

    /// The places of the data's classes among the scores; nil where they are all of them, in order.
    private func selection(_ count: Int, names: [String]) throws -> [Int]? {
        if match.mapping != nil {
            return try match.outputs(of: source, outputs: count, names: names, isTeacher: true)
        }
        guard names.isEmpty else {
            guard names.count == count else {
                throw ScoreProblem(
                    found: "\(count) numbers", expected: "\(names.count), one for each of 'outputs'"
                )
            }
            return try match.names.map { name in
                if let place = names.firstIndex(of: name) { return place }
                throw ScoreProblem(
                    found:
                        "scores of \(names.prefix(8).map { $0.excerpt(40) }.joined(separator: ", "))",
                    expected: "one of '\(name)'; say in teacher.classes what it calls it")
            }
        }
        guard count == match.count else {
            throw ScoreProblem(
                found: "\(count) numbers",
                expected:
                    "\(match.count), one a class of the data; say in teacher.classes which of "
                    + "them belong to the classes")
        }
        return nil
    }

    private func requireProbabilities(_ values: [Double]) throws(ScoreProblem) {
        if let odd = values.first(where: { !(-1e-6...1 + 1e-6).contains($0) }) {
            throw ScoreProblem(
                found: "the probability \(odd)", expected: "from 0 to 1 (or kind: logits)")
        }
        let sum = values.reduce(0, +)
        // What rounding to a few decimals can do.
        guard abs(sum - 1) <= 0.02 + 0.0005 * Double(values.count) else {
            throw ScoreProblem(
                found: "probabilities that add up to \(NumberFormat.decimal(sum, decimals: 3))",
                expected: "1 (or kind: logits)")
        }
    }
}

/// What is wrong with one row.
struct ScoreProblem: Error {
    let found: String
    let expected: String
}
