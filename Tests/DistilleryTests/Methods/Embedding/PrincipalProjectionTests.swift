import Foundation
import Testing
import Torch

@testable import Distillery

/// Numbers of scikit-learn, in `Fixtures/methods/principal/principal.json`.
private struct PrincipalFixture: Decodable {
    var count: Int
    var width: Int
    var kept: Int
    var vectors: [Float]
    var directions: [Float]
    var plain: [Float]
    var unit: [Float]
    var student: [Float]
    var loss: Double

    static func load() throws -> PrincipalFixture {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Fixtures/methods/principal/principal.json").standardizedFileURL
        return try JSONDecoder().decode(Self.self, from: Data(contentsOf: file))
    }

    func teacher() throws -> Tensor { try Tensor(vectors, shape: [count, width]) }
}

@Suite("A teacher's vectors on their principal directions")
struct PrincipalProjectionTests {
    @Test("are the directions that scikit-learn finds, their signs too")
    func directions() throws {
        let fixture = try PrincipalFixture.load()
        let found = try PrincipalDirections.of(fixture.teacher(), count: fixture.kept)
        #expect(found.shape == [fixture.kept, fixture.width])
        #expect(try largestDifference(found.floats(), fixture.directions) < 1e-5)
    }

    @Test("are projected with their mean, and at length 1 where the student's are")
    func projected() throws {
        let fixture = try PrincipalFixture.load()
        for (isNormalised, expected) in [(false, fixture.plain), (true, fixture.unit)] {
            let projection = try PrincipalProjection(
                from: fixture.width, to: fixture.kept, isNormalised: isNormalised, for: "vector-mse"
            )
            try projection.fit(to: fixture.teacher())
            let found = try projection(fixture.teacher())
            #expect(try largestDifference(found.floats(), expected) < 1e-5)
        }
    }

    @Test("give the loss that NumPy gives, in an objective that is fitted wherever it stands")
    func loss() throws {
        let fixture = try PrincipalFixture.load()
        func network(_ width: Int, _ role: ModelRole) throws -> TappedNetwork {
            try TappedNetwork(
                TextCatalog.makeNetwork(
                    TextCatalog.builtIn.entry(named: "transformer").configuration(
                        vocabulary: 20, task: .sentenceEmbedding,
                        options: .init(width: width, layers: 1, heads: 1, length: 8))),
                role: role, example: TokenBatch.blank(count: 2, length: 4))
        }
        let setting = MethodSetting(
            student: try network(fixture.kept, .student),
            teacher: try network(fixture.width, .teacher), classes: 0)
        let method = VectorRegression().with { $0.projection = .principal }
        let objective = try CombinedMethod([method, SimilarityDivergence().with { $0.weight = 0 }])
            .makeObjective(for: setting)
        for part in objective.partsFittedToTeacher { try part.fit(to: fixture.teacher()) }
        #expect(objective.partsFittedToTeacher.count == 1)
        let step = DistillationStep(
            student: try Tensor(fixture.student, shape: [fixture.count, fixture.kept]),
            teacher: try fixture.teacher(),
            targets: Targets(labels: try Tensor([Int64](repeating: -1, count: fixture.count))))
        let loss = try objective.terms(step).weightedSum().item()
        #expect(abs(loss - fixture.loss) < 1e-5)

        #expect(throws: MethodError.self) {
            try method.makeObjective(
                for: MethodSetting(
                    student: setting.teacher ?? setting.student, teacher: setting.student,
                    classes: 0))
        }
    }

    @Test("are found before the first step of a run, and kept for one that goes on")
    func run() throws {
        let place = try TemporaryFolder()
        let folder = URL(filePath: place.path)
        let plan = DataPlan(
            dataset: "synthetic-addresses", tokens: TokenPlan(vocabulary: 400, maxLength: 48),
            addresses: .init(count: 60), task: .embedding)
        let data = try TrainingData(plan, device: .cpu)
        let teacher = ModelFolder(folder.appending(path: "teacher"))
        try data.write(
            data.makeModel(ModelPlan("transformer", layers: 1, heads: 2, hiddenSize: 24)),
            to: teacher)
        let recipe = Recipe(
            data: plan, teacher: TeacherPlan(weights: teacher.url.path),
            student: StudentPlan(
                model: ModelPlan("transformer", layers: 1, heads: 2, hiddenSize: 16, positions: 48)),
            method: VectorRegression().with { $0.projection = .principal },
            training: TrainingPlan(epochs: 1, batchSize: 16))
        let run = try Run.create(recipe, in: folder.appending(path: "run"))
        _ = try run.execute()
        let last = run.folder.lastCheckpoint(of: TrainingJob(role: .student, seed: 1))
        let entry = try #require(
            StateDictionary.load(from: last).entries.first { $0.name.hasSuffix("directions") })
        let directions = try Tensor(entry.tensor)
        #expect(directions.shape == [16, 24])
        let product = try directions.matrixProduct(with: directions.transposed(0, 1))
        let difference = try product - Tensor.identity(16)
        #expect(try difference.absoluteValue().maximum().item() < 1e-4)
    }
}
