import Testing
import Torch

@testable import Distillery

@Suite("Distillation without data")
struct DataFreeTests {
    private typealias Form = DataFreeDistillation.Form

    private struct Stage {
        let teacher: any Classifier
        let student: any Classifier
        let objective: DataFreeObjective
        let step: TrainingStep
        let batch: TensorBatch
    }

    private func stage(_ method: DataFreeDistillation) throws -> Stage {
        let training = try TinyTraining()
        let teacher = try training.makeModel(ModelPlan("resnet8"))
        let student = try training.makeModel(ModelPlan("resnet8"))
        let tapped = try TappedNetwork(
            teacher, role: .teacher, example: training.data.exampleInput(count: 2))
        let setting = try training.data.setting(student: student, teacher: tapped, epochs: 1)
        let objective = try #require(
            method.makeObjective(for: setting) as? DataFreeObjective)
        student.setTraining(true)
        return Stage(
            teacher: teacher, student: student, objective: objective,
            step: try TrainingStep(
                model: student, objective: objective,
                plan: TrainingPlan(batchSize: 8, optimizer: OptimizerPlan(learningRate: 0.05))),
            batch: TensorBatch(
                indices: Array(0..<8), inputs: try .zeros([8, 3, 8, 8]),
                targets: Targets(labels: try .zeros([8], scalarType: .int64))))
    }

    private func copies(_ module: any Module) throws -> [Tensor] {
        try module.state().map { try $0.tensor.copied().detached() }
    }

    private func areIdentical(_ former: [Tensor], _ module: any Module) throws -> Bool {
        try zip(former, module.state()).allSatisfy { try $0.isIdentical(to: $1.tensor) }
    }

    @Test(
        "leaves the teacher as it is to the bit, and trains student and generator",
        arguments: DataFreeDistillation.Form.allCases)
    func teacherIsLeftAlone(form: DataFreeDistillation.Form) throws {
        let stage = try stage(DataFreeDistillation(form: form))
        let teacher = try copies(stage.teacher)
        let student = try copies(stage.student)
        let generator = try copies(stage.objective.generator)
        for _ in 0..<5 { #expect(try stage.step(stage.batch)[MetricName.loss]?.isFinite == true) }
        #expect(try areIdentical(teacher, stage.teacher))
        #expect(try !areIdentical(student, stage.student))
        #expect(try !areIdentical(generator, stage.objective.generator))
        #expect(stage.teacher.namedParameters().allSatisfy { $0.parameter.tensor.gradient == nil })
    }

    @Test("lets DFAD's generator learn at every fifth step")
    func turns() throws {
        let stage = try stage(DataFreeDistillation(form: .dfad))
        var changed: [Int] = []
        for turn in 1...10 {
            let before = try stage.objective.generator.namedParameters().map {
                try $0.parameter.tensor.copied().detached()
            }
            try stage.step(stage.batch)
            let after = stage.objective.generator.namedParameters()
            let isSame = try zip(before, after).allSatisfy {
                try $0.isIdentical(to: $1.parameter.tensor)
            }
            if !isSame { changed.append(turn) }
        }
        #expect(changed == [5, 10])
    }

    @Test("has the generator raise in DFAD what the student lowers")
    func reversal() throws {
        let number = try Tensor([3.0, -2]).requireGradient()
        let same = try number.reversingGradient()
        #expect(try same.elements(as: Double.self) == [3, -2])
        try (same * Tensor([1.0, 10])).sum().backward()
        #expect(try number.gradient?.elements(as: Double.self) == [-1, -10])
    }

    @Test("draws pictures of the data's size, each channel with mean 0 and deviation 1")
    func pictures() throws {
        for (side, channels) in [(28, 1), (32, 3), (9, 3)] {
            let generator = try Generator(
                latent: 10, channels: channels, size: ImageSize(width: side, height: side))
            let pictures = try generator(.randomNormal([6, 10]))
            #expect(pictures.shape == [6, channels, side, side])
            let means: [Float] = try pictures.mean(dimensions: [0, 2, 3]).elements()
            let variances: [Float] = try pictures.square().mean(dimensions: [0, 2, 3]).elements()
            #expect(means.allSatisfy { abs($0) < 1e-4 })
            #expect(variances.allSatisfy { abs($0 - 1) < 0.05 })
        }
    }

    @Test("raises the student's agreement with its teacher")
    func learns() throws {
        let stage = try stage(DataFreeDistillation())
        let name = MetricName.loss(term: "soft")
        let first = try (0..<3).map { _ in try stage.step(stage.batch)[name] ?? 0 }.reduce(0, +)
        for _ in 0..<60 { try stage.step(stage.batch) }
        let last = try (0..<3).map { _ in try stage.step(stage.batch)[name] ?? 0 }.reduce(0, +)
        #expect(last < first)
    }

    @Test("needs the teacher's network, and no other method beside it")
    func mistakes() throws {
        let training = try TinyTraining()
        let student = try training.makeModel()
        let answers = TappedNetwork(
            name: "far", role: .teacher, stages: [], pooled: "pool", head: "fc", shapes: [:])
        #expect(throws: MethodError.needsTeacherNetwork(method: "data-free")) {
            _ = try DataFreeDistillation().makeObjective(
                for: training.data.setting(student: student, teacher: answers, epochs: 1))
        }
        let recipe = Recipe(
            data: TinyTraining.plan(), teacher: TeacherPlan(model: ModelPlan("mlp")),
            student: StudentPlan(model: TinyTraining.network),
            method: CombinedMethod([DataFreeDistillation(), KnowledgeDistillation()]))
        let error = #expect(throws: MethodError.self) { try recipe.requireFit(to: training.data) }
        #expect(error?.description.contains("pictures of its own") == true)
    }

    @Test("runs whole without a control, since it looks at no picture")
    func wholeRun() throws {
        let training = try TinyTraining()
        let recipe = Recipe(
            data: TinyTraining.plan(), teacher: TeacherPlan(model: ModelPlan("mlp", hidden: [16])),
            student: StudentPlan(model: TinyTraining.network), method: DataFreeDistillation(),
            training: TrainingPlan(epochs: 1, batchSize: 12))
        let report = try Run.create(recipe, in: training.folder.url).execute()
        #expect(report.models.map(\.role) == [.teacher, .student])
        #expect(report.notes.contains { $0.hasPrefix("There is no control") })
    }
}
