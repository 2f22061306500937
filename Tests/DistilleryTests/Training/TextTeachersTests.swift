import Foundation
import Testing
import Torch

@testable import Distillery

@Suite("Several teachers over texts")
struct TextTeachersTests {
    private static func network(_ layers: Int, _ width: Int) -> ModelPlan {
        ModelPlan("transformer", layers: layers, heads: 2, hiddenSize: width)
    }

    private func recipe(_ teachers: TeachersPlan, method: any Distillery.Method) -> Recipe {
        var recipe = Recipe(
            data: DataPlan(
                dataset: "synthetic-addresses", workers: 0,
                tokens: TokenPlan(vocabulary: 300, maxLength: 40), addresses: .init(count: 30)),
            student: StudentPlan(model: Self.network(1, 16)), method: method,
            training: TrainingPlan(
                epochs: 1, batchSize: 16,
                optimizer: OptimizerPlan(kind: .adamw, learningRate: 0.001)), control: false)
        recipe.teachers = teachers
        return recipe
    }

    @Test("together answer as one, and each may teach its own states or relations")
    func together() throws {
        let place = try TemporaryFolder()
        let url = URL(filePath: place.path).appending(path: "run")
        let plan = TeachersTogether(
            [
                TeacherPlan(model: Self.network(2, 24)), TeacherPlan(model: Self.network(1, 16)),
                TeacherPlan(
                    model: Self.network(2, 16), method: HiddenRegression(), weight: 0.5),
                TeacherPlan(model: Self.network(1, 24), method: MiniLMv2()),
            ], weighting: .entropy)
        let report = try Run.create(
            recipe(.together(plan), method: KnowledgeDistillation()), in: url
        ).execute()
        #expect(report.models.map(\.role) == [.teacher, .student])
        #expect(report.models[0].name == "bert-2x24+bert-1x16")
        let terms = Set(report.curves.last?.points.flatMap(\.values.keys) ?? [])
        #expect(
            terms.isSuperset(of: [
                "loss/kd-soft", "loss/hard", "loss/teacher-3-hidden-mse-states",
                "loss/teacher-4-minilm-v2-queries",
            ]), "\(terms)")
        // Each is a folder that other tools open, in the same tokens.
        for number in 1...4 {
            let folder = TextFolder(url.appending(path: "teachers/\(number)"))
            let vocabulary = try Tokenizer(folder: folder.url).vocabularyCount
            #expect(try folder.load().network.configuration.vocabulary == vocabulary)
        }
    }

    @Test("in a chain teach one another, down to the student")
    func chain() throws {
        let place = try TemporaryFolder()
        let report = try Run.create(
            recipe(
                .chain([
                    TeacherPlan(model: Self.network(2, 24)),
                    TeacherPlan(model: Self.network(2, 16), method: MiniLM()),
                ]), method: TinyBERT().with { $0.stages = .one }),
            in: URL(filePath: place.path).appending(path: "run")
        ).execute()
        #expect(report.models.map(\.role) == [.teacher, .assistant, .student])
        #expect(report.models.map(\.name) == ["bert-2x24", "bert-2x16", "bert-1x16"])
    }

    @Test("together have no tokens in common, and a method over tokens says whose it can take")
    func inside() throws {
        let plan = TeachersTogether([
            TeacherPlan(model: Self.network(2, 24)), TeacherPlan(model: Self.network(1, 16)),
        ])
        let recipe = recipe(.together(plan), method: HiddenRegression())
        let data = try TrainingData(recipe.data, device: .cpu)
        let error = #expect(throws: MethodError.self) { try recipe.requireFit(to: data) }
        #expect(error?.description.contains("give each teacher a 'method' of its own") == true)
    }
}
