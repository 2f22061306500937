import Foundation
import Testing
import Torch

@testable import Distillery

@Suite("DistilBERT where words are hidden")
struct DistilBERTTests {
    private static let words = DataPlan(
        dataset: "synthetic-addresses", tokens: TokenPlan(vocabulary: 300, maxLength: 40),
        addresses: .init(count: 30), task: .maskedWords)

    private func recipe(_ data: DataPlan, _ method: DistilBERT) -> Recipe {
        Recipe(
            data: data,
            teacher: TeacherPlan(
                model: ModelPlan("transformer", layers: 2, heads: 2, hiddenSize: 24)),
            student: StudentPlan(
                model: ModelPlan("transformer", layers: 1, heads: 2, hiddenSize: 16)),
            method: method,
            training: TrainingPlan(
                epochs: 1, batchSize: 16,
                optimizer: OptimizerPlan(kind: .adamw, learningRate: 0.001)), control: false)
    }

    @Test(
        "learns the hidden words, the teacher's guesses and its states",
        arguments: ["hidden", "all"])
    func run(places: String) throws {
        let place = try TemporaryFolder()
        let url = URL(filePath: place.path).appending(path: "run")
        let method = DistilBERT().with { $0.softPlaces = .init(rawValue: places) ?? .hidden }
        let report = try Run.create(recipe(Self.words, method), in: url).execute()
        #expect(report.models.map(\.role) == [.teacher, .student])
        let values = try MetricsLog.read(RunFolder(url).metrics).filter {
            $0.role == .student && $0.values[MetricName.loss] != nil
        }.map(\.values)
        let first = try #require(values.first)
        // Random guesses among 300 words, of the weight 2.
        let words = try #require(first[MetricName.loss(term: "hard")])
        #expect(abs(words / 2 - log(300)) < 1)
        #expect(try #require(first[MetricName.loss(term: "soft")]) > 0)
        let direction = try #require(first[MetricName.loss(term: "direction")])
        #expect(direction > 0 && direction < 2)
    }

    @Test("compares guesses of all tokens only where words are guessed, at one temperature")
    func refusals() throws {
        var classes = Self.words
        classes.task = .classification
        let all = DistilBERT().with { $0.softPlaces = .all }
        let data = try TrainingData(classes, device: .cpu)
        let error = #expect(throws: MethodError.self) {
            try recipe(classes, all).requireFit(to: data)
        }
        #expect(error?.description.contains("data.task: mlm") == true)
        let words = try TrainingData(Self.words, device: .cpu)
        let each = all.with { $0.temperature = .cwsm(base: 4, beta: 1) }
        #expect(throws: MethodError.self) { try recipe(Self.words, each).requireFit(to: words) }
        _ = try recipe(Self.words, all).requireFit(to: words)
    }

    @Test("needs the teacher itself, since other words are hidden in every epoch")
    func stores() throws {
        var kept = recipe(Self.words, DistilBERT())
        kept.teacher?.cache = true
        let data = try TrainingData(Self.words, device: .cpu)
        let error = #expect(throws: RecipeError.self) { try kept.requireFit(to: data) }
        #expect(error?.description.contains("hidden in every") == true)
    }
}
