import Foundation

/// A model behind an address that answers with scores in JSON.
struct HTTPTeacher: ExampleTeacher {
    let name: String
    let answersHash: String
    let hash: String
    let isWorthKeeping = true
    let remarks: [String] = []
    let batchSize: Int
    let concurrency: Int
    private let template: JSONTemplate
    private let scores: JSONPath
    private let reader: ScoreReader
    private let caller: HTTPCaller

    init(
        _ plan: HTTPTeacherPlan, template: JSONTemplate, reader: ScoreReader, caller: HTTPCaller,
        identity: String
    ) {
        name = plan.name
        scores = JSONPath(plan.scores)
        concurrency = plan.settings.concurrency
        batchSize = template.isBatched ? plan.batch ?? 16 : 1
        answersHash = ContentHash.of(
            Array(
                "http \(plan.name) \(plan.settings.identity) \(template.value.json) \(plan.scores)"
                    .utf8))
        hash = ContentHash.of(Array("\(answersHash) \(identity)".utf8))
        self.template = template
        self.reader = reader
        self.caller = caller
    }

    func ask(_ questions: [TeacherQuestion], stop: StopRequest) throws -> [JSONValue] {
        let parts = questions.map { try? ExampleParts(of: $0) }
        let readable = parts.compactMap(\.self)
        guard !readable.isEmpty else { return questions.map { _ in .null } }
        let body = try caller.post(Data(JSONWriter.line(template.body(for: readable))), stop: stop)
        var rows = try rows(in: body, count: readable.count)[...]
        // Wrong scores are an error now, rather than once they were kept.
        for row in rows { _ = try read(row, excerpt: caller.excerpt(of: body)) }
        return parts.map { part in part == nil ? .null : rows.popFirst() ?? .null }
    }

    func logits(of answer: JSONValue) throws -> [Float]? {
        answer.isNull ? nil : try read(answer, excerpt: answer.json.excerpt())
    }

    /// One answer an example.
    private func rows(in body: Data, count: Int) throws -> [JSONValue] {
        let found = try caller.value(at: scores, in: caller.json(in: body), of: body)
        guard template.isBatched || scores.isOfEach else { return [found] }
        guard let rows = found.list else {
            throw caller.malformed(
                body, found: "\(found.kind) at '\(scores.text)'",
                expected: "a list with a row for each example")
        }
        guard rows.count == count else {
            throw caller.malformed(
                body, found: "\(rows.count) rows", expected: "\(count), one an example")
        }
        return rows
    }

    private func read(_ row: JSONValue, excerpt: @autoclosure () -> String) throws -> [Float] {
        do {
            return try reader.logits(of: row)
        } catch let problem as ScoreProblem {
            throw ExampleTeacherError.malformed(
                source: caller.url, found: problem.found, expected: problem.expected,
                excerpt: excerpt())
        }
    }
}
