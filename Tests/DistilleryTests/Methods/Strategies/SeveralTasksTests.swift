import Foundation
import Testing
import Torch

@testable import Distillery

@Suite("Several tasks")
struct SeveralTasksTests {
    private static let wide = ModelPlan("mlp", hidden: [16])

    /// A network of other classes than the data's, in a folder as a run would leave it.
    private func teacher(
        _ classNames: [String], in training: TinyTraining, named name: String
    ) throws -> String {
        let model = try ModelCatalog.builtIn.makeModel(
            Self.wide.configuration(
                classes: classNames.count, channels: 3, imageSize: ImageSize(width: 8, height: 8)))
        let folder = ModelFolder(training.folder.url.appending(path: "given/\(name)"))
        try folder.write(
            model,
            .init(
                model: model.configuration, classNames: classNames,
                normalization: training.data.pictures.plainView.normalization))
        return folder.url.path
    }

    /// The folder of a run that trains a teacher on drawn pictures of so many classes.
    private func trained(
        classes: Int, in training: TinyTraining, named name: String
    ) throws -> String {
        let data = DataPlan(
            dataset: "synthetic", synthetic: .init(count: 24, classes: classes, size: 8),
            augmentation: Augmentation.none, workers: 0)
        let recipe = Recipe(
            data: data, teacher: TeacherPlan(model: Self.wide),
            training: TrainingPlan(
                epochs: 20, batchSize: 12,
                optimizer: OptimizerPlan(kind: .adam, learningRate: 0.01)))
        let place = training.folder.url.appending(path: "given/\(name)")
        _ = try Run.create(recipe, in: place).execute()
        return place.path
    }

    private func objective(
        _ method: SeveralTasks, in training: TinyTraining, epochs: Int = 4
    ) throws -> any Objective {
        let own = try TappedNetwork(
            training.makeModel(), role: .teacher, example: training.data.exampleInput(count: 2))
        return try method.makeObjective(
            for: training.data.setting(
                student: training.makeModel(), teacher: own, epochs: epochs))
    }

    @Test("teach a head by NumPy's loss and gradients, and no label has a say in it")
    func matchesNumPy() throws {
        let fixture = try HeadFixture.load()
        let head = try Linear(6, 3)
        try head.convert(to: .float64)
        try head.load([
            "weight": Tensor(fixture.headWeight, shape: [3, 6]), "bias": Tensor(fixture.headBias),
        ])
        let method = KnowledgeDistillation(
            temperature: .scheduled(.constant(fixture.temperature)), alpha: 1)
        let task = TaskObjective(
            ModelFolder.Head(name: "colour", classNames: ["a", "b", "c"]), head: head,
            reading: "pooled", method: StatelessObjective(method),
            weight: .constant(fixture.weight),
            teacher: FixedTeacher(logits: try Tensor(fixture.teacher, shape: [4, 3])),
            teaching: "fixed")
        let features = try Tensor(fixture.features, shape: [4, 6]).requireGradient()
        // Class 7 is none of the head's.
        let step = DistillationStep(
            inputs: try Tensor.zeros([4, 3, 8, 8]), student: try Tensor.zeros([4, 9]),
            teacher: nil, studentTaps: ["pooled": features],
            targets: Targets(labels: try Tensor([Int64(7), 8, 0, 1])))
        let terms = try task.terms(step)
        #expect(terms.map(\.name) == ["task-colour-soft"])
        let loss = try terms.weightedSum()
        #expect(abs(try loss.item() - fixture.loss) < 1e-6 * fixture.loss)
        try loss.backward()
        for (tensor, expected) in [
            (head.weight.tensor, fixture.gradients.weight),
            (try #require(head.bias).tensor, fixture.gradients.bias),
            (features, fixture.gradients.features),
        ] {
            let found: [Double] = try #require(tensor.gradient).elements()
            let apart = zip(found, expected).map { abs($0 - $1) }.max() ?? 1
            #expect(found.count == expected.count && apart < 1e-6)
        }
    }

    @Test("without a further task are the methods alone, and heads are parts beside them")
    func parts() throws {
        let training = try TinyTraining()
        #expect(try objective(SeveralTasks(), in: training).namedParameters().isEmpty)
        let path = try teacher(["dark", "light"], in: training, named: "colour")
        let method = SeveralTasks([FurtherTask("colour", teacher: .init(weights: path))])
        let objective = try objective(method, in: training)
        #expect(
            objective.namedParameters().map(\.path) == ["tasks.0.head.weight", "tasks.0.head.bias"])
        #expect(objective.parameterCount == 2 * 12 + 2)
        #expect(objective.furtherTasks.map(\.classes.classNames) == [["dark", "light"]])
    }

    @Test("refuse two heads of one name, and methods that a teacher's logits are not enough for")
    func refusals() throws {
        let training = try TinyTraining()
        let path = try teacher(["dark", "light"], in: training, named: "colour")
        func refusal(_ tasks: FurtherTask...) throws -> MethodError {
            try #require(
                #expect(throws: MethodError.self) {
                    try objective(SeveralTasks(tasks), in: training)
                })
        }
        func task(_ method: any Method) -> FurtherTask {
            FurtherTask("colour", teacher: .init(weights: path), method: method)
        }
        let twice = task(KnowledgeDistillation(alpha: 1))
        #expect(try refusal(twice, twice).description.contains("two tasks are named 'colour'"))
        for method: any Method in [
            KnowledgeDistillation(), DecoupledDistillation(), LogitRegression(),
        ] {
            let message = try refusal(task(method)).description
            #expect(message.contains("needs labels: the data has none of task 'colour'"))
            #expect(message.contains("label-weight 0"))
        }
        for method: any Method in [
            HintDistillation(), Curriculum(), LabelLearning(), MutualLearning(),
        ] {
            let message = try refusal(task(method)).description
            #expect(message.contains("put others into 'methods'"), "\(message)")
        }
        let alone = LogitRegression().with { $0.labelWeight = 0 }
        #expect(try objective(SeveralTasks([task(alone)]), in: training).furtherTasks.count == 1)
        #expect(throws: MethodError.self) {
            try CombinedMethod([SeveralTasks([twice]), LogitRegression()]).requireArrangeable()
        }
        let together = EnsembleMethod(
            shared: AnyMethod(SeveralTasks([twice])), own: [AnyMethod(LogitRegression())],
            weights: [1])
        #expect(throws: MethodError.self) {
            try together.makeObjective(
                for: training.data.setting(
                    student: training.makeModel(), teacher: nil, epochs: 1))
        }
    }

    @Test("refuse a teacher that is not there")
    func noTeacher() throws {
        let training = try TinyTraining()
        func error(_ teacher: FurtherTask.Teacher) -> String {
            let method = SeveralTasks([FurtherTask("colour", teacher: teacher)])
            return (#expect(throws: (any Error).self) { try objective(method, in: training) })
                .map { "\($0)" } ?? ""
        }
        let file = training.folder.url.appending(path: "colour.safetensors")
        try training.makeModel(Self.wide).save(to: file)
        #expect(
            error(.init(model: ModelPlan("resnt20"), weights: file.path)).contains("'resnet20'"))
        #expect(error(.init(weights: file.path)).contains("does not say which network it is for"))
        #expect(error(.init(weights: "no/such")).contains("there is no such file or folder"))
        let given = SeveralTasks([
            FurtherTask("colour", teacher: .init(model: Self.wide, weights: file.path))
        ])
        let tasks = try objective(given, in: training).furtherTasks
        #expect(tasks.map(\.classes.classNames) == [["0", "1", "2"]])
    }

    @Test("decode strictly, and a teacher without weights is told how to get some")
    func decoding() throws {
        func method(_ task: String) throws -> SeveralTasks {
            let yaml = """
                data: synthetic
                teacher: mlp
                student: mlp
                method: {kind: tasks, tasks: [\(task)]}
                """
            let recipe: Recipe = try RecipeTree(yaml: yaml, file: "recipe.yaml").decode()
            return try #require(recipe.method.method as? SeveralTasks)
        }
        let read = try method("{name: colour, teacher: runs/colour, method: logits-mse, weight: 2}")
        #expect(
            read
                == SeveralTasks([
                    FurtherTask(
                        "colour", teacher: .init(weights: "runs/colour"),
                        method: LogitRegression(), weight: 2)
                ]))
        #expect(
            try method("{name: a, teacher: {model: resnet20, weights: a.pth}}").tasks[0].teacher
                == .init(model: ModelPlan("resnet20"), weights: "a.pth"))
        for teacher in ["resnet20", "{model: resnet20}"] {
            let error = #expect(throws: RecipeError.self) {
                try method("{name: colour, teacher: \(teacher)}")
            }
            let message = "\(try #require(error))"
            #expect(message.contains("teacher"), "\(message)")
            #expect(message.contains("is not trained by the run"), "\(message)")
        }
        #expect(throws: RecipeError.self) { try method("{name: a/b, teacher: x}") }
        #expect(throws: RecipeError.self) { try method("{name: a, teacher: x, wieght: 1}") }
    }

    @Test("are learned in one run, stopped and resumed, and handed over with the student")
    func run() throws {
        let training = try TinyTraining()
        let tasks = try [("coarse", 2), ("fine", 4)].map { name, classes in
            FurtherTask(
                name,
                teacher: .init(weights: try trained(classes: classes, in: training, named: name)))
        }
        let classNames = try tasks.map {
            try RunFolder(URL(filePath: $0.teacher.weights)).model(of: .teacher).describe()
                .classNames
        }
        let recipe = Recipe(
            data: TinyTraining.plan(), teacher: TeacherPlan(model: Self.wide),
            student: StudentPlan(model: TinyTraining.network), method: SeveralTasks(tasks),
            training: TrainingPlan(
                epochs: 40, batchSize: 12,
                optimizer: OptimizerPlan(kind: .adam, learningRate: 0.01), keep: .best),
            seeds: 2, control: false)
        let findings = try Run.check(recipe).filter { $0.subject.hasPrefix("task ") }
        #expect(findings.map(\.subject) == ["task coarse", "task fine"])
        let names = classNames[0].joined(separator: ", ")
        #expect(findings[0].text.hasPrefix("a head of 2 classes (\(names)), 26 parameters"))
        #expect(findings[0].text.contains("mlp in '\(tasks[0].teacher.weights)' by kd"))

        let place = training.folder.url.appending(path: "run")
        let stop = StopRequest()
        #expect(throws: RunError.self) {
            try Run.create(recipe, in: place, stop: stop) { event in
                if case .epoch(let job, 3, _, _, _, _) = event, job.role == .student { stop.stop() }
            }.execute()
        }
        // The run has kept its teachers.
        try FileManager.default.removeItem(at: training.folder.url.appending(path: "given"))
        let report = try Run.resume(place).execute()
        let notes = report.notes.filter { $0.hasPrefix("Task ") }
        #expect(notes.count == 4)
        #expect(notes.first?.hasPrefix("Task coarse, student-1: the head agrees with") == true)
        let terms = Set(report.curves.last?.points.flatMap(\.values.keys) ?? [])
        #expect(
            terms.isSuperset(of: ["loss/soft", "loss/task-coarse-soft", "loss/task-fine-soft"]))

        let folder = RunFolder(place).model(of: .student)
        let (model, description) = try folder.load()
        let heads = try folder.heads()
        #expect(heads.map(\.name) == ["coarse", "fine"])
        #expect(heads.map(\.classNames) == classNames)
        #expect(description.heads == heads.map(\.description))
        let job = TrainingJob(role: .student, seed: 1)
        let taught = try RunFolder(place).taskTeacher("coarse", of: job).load().model
        let batch = try #require(
            try training.data.plainBatches(of: training.data.validation).next())
        let pictures = batch.inputs
        let answers = try model.answers(of: heads, to: pictures)
        #expect(answers["fine"]?.shape == [batch.count, 4])
        let own: [Int64] = try #require(answers["coarse"]).argmax(dimension: 1).elements()
        let theirs: [Int64] = try withoutGradients { try taught(pictures) }
            .argmax(dimension: 1).elements()
        let share = Double(zip(own, theirs).count { $0 == $1 }) / Double(own.count)
        #expect(notes.first?.contains(NumberFormat.percent(share)) == true, "\(share): \(notes)")
    }

    @Test("bring a head near to its teacher on the pictures that it learned from")
    func learns() throws {
        let training = try TinyTraining()
        let path = try trained(classes: 4, in: training, named: "fine")
        let method = SeveralTasks(
            [FurtherTask("fine", teacher: .init(weights: path))], beside: [LabelLearning()])
        let student = try training.makeModel()
        let objective = try method.makeObjective(
            for: training.data.setting(student: student, teacher: nil, epochs: 1))
        let plan = TrainingPlan(
            optimizer: OptimizerPlan(kind: .adam, learningRate: 0.02))
        let step = try TrainingStep(model: student, objective: objective, plan: plan)
        let batch = try training.data.batches(of: 24)[0]
        let losses = try (0..<80).map { _ in try step(batch)["loss/task-fine-soft"] ?? .nan }
        #expect(losses[79] < 0.2 * losses[0], "from \(losses[0]) to \(losses[79])")
    }
}

/// Numbers computed with NumPy: `Fixtures/methods/tasks/make.py`.
private struct HeadFixture: Decodable {
    struct Gradients: Decodable {
        var weight: [Double]
        var bias: [Double]
        var features: [Double]
    }

    var temperature: Double
    var weight: Double
    var features: [Double]
    var headWeight: [Double]
    var headBias: [Double]
    var teacher: [Double]
    var loss: Double
    var gradients: Gradients

    static func load() throws -> HeadFixture {
        let tests = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let file = tests.appending(path: "Fixtures/methods/tasks/head.json")
        return try JSONDecoder().decode(HeadFixture.self, from: Data(contentsOf: file))
    }
}

private struct FixedTeacher: Teacher {
    let logits: Tensor
    func answer(_ batch: TensorBatch) -> TeacherAnswer { TeacherAnswer(logits: logits) }
}
