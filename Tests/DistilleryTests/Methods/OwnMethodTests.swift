import Foundation
import Testing
import Torch

@testable import Distillery

/// A method of a user's own, in the thirty lines that it takes: the student's rows of probabilities
/// shall lie as far from one another as the teacher's do.
private struct Spacing: StatelessMethod {
    static let kind = "spacing"
    static let summary = "distances between the predictions of a batch"
    static let paper = Paper("A. Reader", "A method of my own", 2025)
    static let options: [MethodOption<Self>] = [
        .weight(\.weight), .positive("temperature", \.temperature), .labelWeight(\.labelWeight),
    ]

    var weight: ScheduledNumber = 10
    var temperature = 2.0
    var labelWeight: ScheduledNumber = 1
    var needs: MethodNeeds { [.teacher, .labels, .wholeBatch] }

    func terms(_ step: DistillationStep) throws -> [LossTerm] {
        let own = try distances(step.student)
        let taught = try distances(step.requireTeacher())
        return [
            LossTerm("spacing", try own.squaredError(from: taught), weight: weight.value(at: step)),
            try .labels(step, weight: labelWeight),
        ]
    }

    private func distances(_ logits: Tensor) throws -> Tensor {
        let rows = try (logits / temperature).softmax(dimension: -1)
        return try (rows.unsqueezed(0) - rows.unsqueezed(1)).square().sum(dimension: -1)
    }
}

@Suite("A method of a user's own")
struct OwnMethodTests {
    private let catalog = MethodCatalog(MethodCatalog.standard.types + [Spacing.self])

    @Test("is decoded with its options, and its mistakes are told as those of the built-in ones")
    func decoding() throws {
        let yaml = "data: synthetic\nteacher: resnet8\nstudent: cnn\n"
        let tree = try RecipeTree(
            yaml: yaml + "method: {kind: spacing, temperature: 3}", file: "test")
        let recipe: Recipe = try tree.decode(methods: catalog)
        let method = try #require(recipe.method.method as? Spacing)
        #expect(method.temperature == 3)
        #expect(method.weight == 10)
        let wrong = try RecipeTree(
            yaml: yaml + "method: {kind: spacing, temprature: 3}", file: "test")
        let error = #expect(throws: RecipeError.self) {
            try wrong.decode(methods: catalog) as Recipe
        }
        #expect(error?.description.contains("did you mean 'temperature'?") == true)
    }

    @Test("trains a student, alone or in a list with others")
    func training() throws {
        let training = try TinyTraining()
        let teacher = try ModuleTeacher(
            training.makeModel(), example: training.data.exampleInput(), device: .cpu)
        for method in [Spacing(), CombinedMethod([Spacing(), KnowledgeDistillation()])]
            as [any Distillery.Method]
        {
            let start = try training.makeModel()
            let trainer = try TinyTraining().trainer(
                from: start, plan: TrainingPlan(epochs: 2, batchSize: 12), method: method,
                teacher: teacher)
            try trainer.run()
            #expect(try weightDifference(trainer.model, start) > 1e-4)
        }
    }

    @Test("carries a whole run, which is resumed and read again")
    func run() throws {
        let place = try TemporaryFolder()
        let folder = URL(filePath: place.path).appending(path: "run")
        let recipe = Recipe(
            data: TinyTraining.plan(), teacher: TeacherPlan(model: TinyTraining.network),
            student: StudentPlan(model: TinyTraining.network), method: Spacing(),
            training: TrainingPlan(epochs: 2, batchSize: 12))
        let stop = StopRequest()
        func begin() throws {
            let run = try Run.create(recipe, in: folder, methods: catalog, stop: stop) { event in
                if case .epoch(let job, 1, _, _, _, _) = event, job.role == .student { stop.stop() }
            }
            _ = try run.execute()
        }
        #expect(throws: RunError.self) { try begin() }
        let report = try Run.resume(folder, methods: catalog).execute()
        #expect(report.method == "spacing")
        #expect(report.models.map(\.role) == [ModelRole.teacher, .student, .control])
        #expect(try RunFolder(folder).readReport().method == "spacing")
    }
}
