import Foundation
import Testing
import Torch

@testable import Distillery

@Suite("Pictures without labels")
struct UnlabelledTests {
    /// Two classes to measure on, and three pictures of unknown classes; with `train` also labelled
    /// ones.
    private func folder(train: Bool) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let png = try DataFixture.bytes("images/grey.png")
        for split in train ? ["train", "val"] : ["val"] {
            for name in ["cat", "dog"] {
                for number in 1...2 { try folder.write(png, to: "\(split)/\(name)/\(number).png") }
            }
        }
        for name in ["b.png", "a.png", "deeper/c.png"] { try folder.write(png, to: "more/\(name)") }
        return folder
    }

    private func plan(_ folder: TemporaryFolder) -> DataPlan {
        DataPlan(
            dataset: "folder", directory: folder.path, imageSize: 8,
            augmentation: Augmentation.none,
            unlabelled: "\(folder.path)/more", workers: 0)
    }

    private func recipe(_ data: DataPlan, _ method: any Method, weights: String?) -> Recipe {
        Recipe(
            data: data,
            teacher: TeacherPlan(model: ModelPlan("mlp", hidden: [9]), weights: weights),
            student: StudentPlan(model: ModelPlan("mlp", hidden: [6])), method: method,
            training: TrainingPlan(epochs: 2, batchSize: 2))
    }

    private func teacherWeights(_ data: DataPlan, in folder: TemporaryFolder) throws -> String {
        let opened = try TrainingData(data, device: .cpu)
        let model = try ModelCatalog.builtIn.makeModel(
            opened.configuration(of: ModelPlan("mlp", hidden: [9])))
        let file = URL(filePath: folder.path).appending(path: "teacher.safetensors")
        try model.save(to: file)
        return file.path
    }

    @Test("of a folder come after the labelled ones, with ids of their own")
    func joined() throws {
        let place = try folder(train: true)
        let data = try TrainingData(plan(place), device: .cpu)
        #expect(data.train.count == 7 && data.labelledCount == 4)
        #expect((0..<7).map(data.train.label) == [0, 0, 1, 1, -100, -100, -100])
        #expect(
            (4..<7).map { data.train.id(at: $0).text } == [
                "more/a.png", "more/b.png", "more/deeper/c.png",
            ])
        #expect(data.classNames == ["cat", "dog"])
    }

    @Test("are enough to learn from a teacher: no label, no control, and a note of it")
    func alone() throws {
        let place = try folder(train: false)
        let data = plan(place)
        let weights = try teacherWeights(data, in: place)
        let run = URL(filePath: place.path).appending(path: "run")
        let report = try Run.create(
            recipe(data, KnowledgeDistillation(alpha: 1), weights: weights), in: run
        ).execute()
        #expect(report.models.map(\.role) == [.teacher, .student])
        #expect(report.model(.student)?.evaluations.first?.evaluation.examples == 4)
        #expect(report.classNames == ["cat", "dog"])
        #expect(
            report.notes.contains(
                "There is no control: no training example has a label to learn from."))
    }

    @Test("beside labelled ones train student and control")
    func semiSupervised() throws {
        let place = try folder(train: true)
        let data = plan(place)
        let weights = try teacherWeights(data, in: place)
        let run = URL(filePath: place.path).appending(path: "run")
        let report = try Run.create(
            recipe(data, KnowledgeDistillation(), weights: weights), in: run
        ).execute()
        #expect(report.models.map(\.role) == [.teacher, .student, .control])
    }

    @Test("are refused before the first step where somebody needs labels")
    func refused() throws {
        let (none, some) = (try folder(train: false), try folder(train: true))
        func reason(
            _ place: TemporaryFolder, _ method: any Method, weights: Bool = true
        ) throws -> String {
            let data = plan(place)
            let file = weights ? try teacherWeights(data, in: place) : nil
            let error = #expect(throws: MethodError.self) {
                try recipe(data, method, weights: file)
                    .requireFit(to: TrainingData(data, device: .cpu))
            }
            return error?.description ?? ""
        }
        #expect(try reason(none, KnowledgeDistillation()).contains("kd with alpha 1"))
        #expect(
            try reason(none, CombinedMethod([KnowledgeDistillation(alpha: 1), LogitRegression()]))
                .contains("label-weight 0"))
        #expect(!LogitRegression().with { $0.labelWeight = 0 }.countsLabels)
        #expect(try reason(some, DecoupledDistillation()).contains("3 of 7 training pictures"))
        #expect(
            try reason(none, KnowledgeDistillation(alpha: 1), weights: false)
                .contains("give teacher.weights"))
        #expect(try reason(none, MutualLearning()).contains("no training example has one"))
    }

    @Test("can be made of labelled ones, as many of each class as can be")
    func fewLabels() throws {
        let whole = TinyTraining.plan(count: 30)
        var plan = whole
        plan.labelled = 6
        let few = try TrainingData(plan, device: .cpu)
        let all = try TrainingData(whole, device: .cpu)
        #expect(few.train.count == 30 && few.labelledCount == 6)
        let known = (0..<30).filter { few.train.label(at: $0) != ClassLabel.unknown }
        #expect(known.allSatisfy { few.train.label(at: $0) == all.train.label(at: $0) })
        for label in 0..<3 { #expect(known.count { few.train.label(at: $0) == label } == 2) }
        #expect(try few.train.contentHash() != all.train.contentHash())
        let recipe: Recipe = try RecipeTree(
            yaml:
                "{data: {dataset: synthetic, labelled: 0, unlabelled: /x}, student: {model: {kind: mlp}}, method: labels}",
            file: "x"
        ).decode()
        #expect(recipe.data.labelled == 0 && recipe.data.unlabelled == "/x")
    }

    @Test("count for nothing in the cross-entropy, and a batch of them alone gives 0")
    func crossEntropy() throws {
        let logits = try Tensor([1.0, 2, 3, 4], shape: [2, 2]).requireGradient()
        let loss = try Targets.unknown(2).crossEntropy(of: logits)
        #expect(try loss.item() == 0)
        try loss.backward()
        #expect(try logits.gradient?.elements(as: Double.self) == [0, 0, 0, 0])
    }

    @Test("give the same step in parts as at once")
    func parts() throws {
        let labels: [Int64] = [0, -100, 1, 1, -100, -100]
        let batch = TensorBatch(
            indices: Array(0..<6), inputs: try .randomNormal([6, 3]),
            targets: Targets(
                labels: try Tensor(labels), labelled: Targets.countLabelled(labels)))
        let whole = try batch.targets.crossEntropy(of: batch.inputs).item()
        let sum = try batch.parts(of: 4).reduce(0.0) { sum, part in
            let loss = try part.targets.crossEntropy(of: part.inputs).item()
            return sum + loss * Double(part.count) / Double(batch.count)
        }
        #expect(abs(whole - sum) < 1e-6)
    }
}
