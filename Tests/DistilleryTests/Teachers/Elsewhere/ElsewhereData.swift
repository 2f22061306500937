import Foundation
import Testing
import Torch

@testable import Distillery

/// A folder with a table of labelled texts, and the recipes and stores that tests make of it.
///
/// Text number n is `text n` (of class `odd` or `even`); a quarter of them is for measuring.
struct ElsewhereData {
    private let place: TemporaryFolder
    let count: Int
    var folder: URL { URL(filePath: place.path) }

    init(_ count: Int = 40, hasPairs: Bool = false, labels: (Int) -> String? = Self.parity) throws {
        place = try TemporaryFolder()
        self.count = count
        for (name, numbers) in [("train", 0..<count * 3 / 4), ("dev", count * 3 / 4..<count)] {
            let lines = numbers.map { number in
                [
                    hasPairs ? "text \(number)\tpair \(number)" : "text \(number)",
                    labels(number) ?? "",
                ]
                .joined(separator: "\t")
            }
            let head = hasPairs ? "text\tsecond\tlabel" : "text\tlabel"
            try Data(([head] + lines).map { $0 + "\n" }.joined().utf8)
                .write(to: folder.appending(path: "\(name).tsv"))
        }
    }

    static func parity(_ number: Int) -> String? { number.isMultiple(of: 2) ? "even" : "odd" }

    var trainCount: Int { count * 3 / 4 }
    func path(_ name: String) -> String { folder.appending(path: name).path }

    func data(limit: Int? = nil, hasPairs: Bool = false) -> DataPlan {
        DataPlan(
            dataset: "text", directory: folder.path, limit: limit,
            table: TextTableOptions(
                text: "text", pair: hasPairs ? "second" : nil, label: "label",
                classes: ["even", "odd"]),
            tokens: TokenPlan(vocabulary: 100, maxLength: 16))
    }

    func opened(_ plan: DataPlan? = nil) throws -> TrainingData {
        try TrainingData(plan ?? data(), device: .cpu)
    }

    func recipe(_ teacher: TeacherPlan, data plan: DataPlan? = nil) -> Recipe {
        Recipe(
            data: plan ?? data(), teacher: teacher,
            student: StudentPlan(
                model: ModelPlan("transformer", layers: 1, heads: 2, hiddenSize: 16, positions: 16)),
            method: KnowledgeDistillation(alpha: 1),
            training: TrainingPlan(
                epochs: 1, batchSize: 8, optimizer: OptimizerPlan(kind: .adamw, learningRate: 0.01)),
            control: false, threads: 1)
    }

    @discardableResult
    func label(
        _ teacher: TeacherPlan, into name: String = "labels", data plan: DataPlan? = nil,
        splits: [DatasetSplit] = [.train, .val], stop: StopRequest = StopRequest(),
        listener: @escaping RunListener = { _ in }
    ) throws -> LabelSummary {
        try LabelPlan(recipe(teacher, data: plan), splits: splits, precision: .fp32).carryOut(
            in: folder.appending(path: name), stop: stop, listener: listener)
    }

    func store(_ name: String = "labels") throws -> LabelStore {
        try LabelStore(folder.appending(path: name))
    }
}

extension TeacherServer {
    /// Scores of texts `text n`: logits (0, n), one row an example.
    static func rows(of request: Request) -> String {
        let rows = request.texts.map { "[0, \($0.split(separator: " ").last ?? "")]" }
        return "{\"out\": {\"scores\": [\(rows.joined(separator: ", "))]}}"
    }

    /// The plan of a teacher that is asked in batches here.
    func plan(
        batch: Int? = 4, concurrency: Int = 2, timeout: Double = 2, retries: Int = 3,
        backOff: Double = 0.001, rate: Double? = nil, headers: [String: String] = [:],
        key: String? = nil, kind: ScoreKind = .logits, answers: String? = nil
    ) -> TeacherPlan {
        TeacherPlan(
            http: HTTPTeacherPlan(
                HTTPSettings(
                    url: url, headers: headers, key: key, concurrency: concurrency,
                    timeout: timeout, retries: retries, backOff: backOff, rate: rate,
                    answers: answers), request: #"{"texts": "{texts}"}"#, scores: "out.scores",
                reading: ScorePlan(kind: kind), batch: batch))
    }

    /// A teacher of the data that is asked here.
    func teacher(
        for data: TrainingData, _ plan: TeacherPlan? = nil, environment: [String: String] = [:]
    ) throws -> any ExampleTeacher {
        let plan = try #require((plan ?? self.plan()).elsewhere)
        return try plan.makeTeacher(for: data, mapping: nil, environment: environment)
    }
}
