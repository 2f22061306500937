import Foundation
import Testing
import Torch

@testable import Distillery

@Suite("A recipe")
struct RecipeTests {
    private func recipe(_ yaml: String) throws -> Recipe {
        try RecipeTree(yaml: yaml, file: "test").decode()
    }

    private static let least = "data: synthetic\nteacher: resnet20\nstudent: cnn\n"

    @Test("of three words has a sensible value for everything else")
    func defaults() throws {
        let recipe = try recipe(Self.least)
        #expect(
            recipe
                == Recipe(
                    data: DataPlan(dataset: "synthetic"),
                    teacher: TeacherPlan(model: ModelPlan("resnet20")),
                    student: StudentPlan(model: ModelPlan("cnn"))))
        #expect(recipe.method == AnyMethod(KnowledgeDistillation(temperature: 4, alpha: 0.9)))
        #expect(recipe.title == "synthetic-cnn-kd")
        #expect(recipe.seed == 1 && recipe.seeds == 1 && recipe.control)
        #expect(recipe.training.keep == .last && recipe.training.epochs == 30)
    }

    @Test("means the same in its short and in its long form")
    func shortForms() throws {
        let long = """
            data: {dataset: synthetic}
            teacher: {model: {kind: resnet20}}
            student: {model: {kind: cnn}}
            method: {kind: labels}
            training: {optimizer: {kind: adamw}, schedule: {kind: one-cycle}}
            """
        let short =
            Self.least + "method: labels\ntraining: {optimizer: adamw, schedule: one-cycle}\n"
        #expect(try recipe(short) == recipe(long))
        let flip = "data: {dataset: synthetic, augmentation: %}\nteacher: resnet20\nstudent: cnn\n"
        #expect(
            try recipe(flip.replacingOccurrences(of: "%", with: "flip"))
                == recipe(flip.replacingOccurrences(of: "%", with: "[flip]")))
        #expect(
            try recipe(Self.least.replacingOccurrences(of: "cnn", with: "{model: cnn}"))
                == recipe(Self.least))
    }

    @Test("is written with the numbers that people write") func plainNumbers() throws {
        let yaml = try recipe(Self.least + "name: 1e5\n").yaml()
        #expect(yaml.contains("alpha: 0.9\n") && yaml.contains("temperature: 4\n"))
        #expect(yaml.contains("epsilon: 1e-08\n"))
        #expect(try recipe(yaml).name == "1e5")
    }

    @Test("written as YAML is the same recipe when it is read")
    func roundTrip() throws {
        let full = Recipe(
            name: "full",
            data: DataPlan(
                dataset: "folder", directory: "~/pictures", imageSize: 64, fit: .stretch,
                channels: 3, download: false,
                augmentation: try Augmentation([Crop(padding: 4), Flip(), Mixup()]), limit: 100,
                workers: 2),
            teacher: TeacherPlan(
                model: ModelPlan("resnet56", shortcut: .padding), weights: "resnet56.th",
                training: TrainingPlan(epochs: 3)),
            student: StudentPlan(
                model: ModelPlan(
                    "cnn", width: 0.5, dropout: 0.1,
                    blocks: [ConvolutionBlock(width: 8, stride: 2, separable: true)]),
                weights: "begin.safetensors"),
            method: KnowledgeDistillation(temperature: 2.5, alpha: 0.25),
            training: TrainingPlan(
                epochs: 7, batchSize: 32, microBatch: 8,
                optimizer: OptimizerPlan(kind: .adamw, learningRate: 0.003, decaysNorms: false),
                schedule: SchedulePlan(kind: .multiStep, milestones: [2, 4.5], gamma: 0.2),
                clipNorm: 1, precision: .bfloat16, patience: 2, checkpointSeconds: 5),
            seed: 18_446_744_073_709_551_615, seeds: 3, control: false, device: "cuda:1",
            threads: 2)
        #expect(try recipe(full.yaml()) == full)
        #expect(try recipe(full.yaml()).yaml() == full.yaml())
    }

    @Test("a transformer's shape is said by its own keys")
    func transformer() throws {
        var tree = try RecipeTree(yaml: Self.least, file: "test")
        let keys = "{kind: vit-tiny, width: 0.5, layers: 4, heads: 6, patch: 8}"
        try tree.set("student.model", to: keys)
        let recipe: Recipe = try tree.decode()
        let plan = ModelPlan("vit-tiny", width: 0.5, layers: 4, heads: 6, patch: 8)
        #expect(recipe.student?.model == plan)
        #expect(try self.recipe(recipe.yaml()) == recipe)
        let configuration = plan.configuration(
            classes: 3, channels: 1, imageSize: ImageSize(width: 16, height: 16))
        #expect(configuration.options == [.width, .layers, .heads, .patch])
        #expect(configuration.patch == 8)
    }

    @Test(
        "refuses a key that no part of it reads, wherever it stands",
        arguments: [
            ("", "dta", "data"), ("data", "datset", "dataset"),
            ("data.synthetic", "cuont", "count"), ("teacher", "wieghts", "weights"),
            ("teacher.model", "shortcat", "shortcut"), ("student.model", "widht", "width"),
            ("method", "temprature", "temperature"), ("training", "epoch", "epochs"),
            ("training.optimizer", "learning_rate", "learning-rate"),
            ("training.schedule", "milestone", "milestones"),
        ])
    func unknownKeys(path: String, key: String, nearest: String) throws {
        var tree = try RecipeTree(yaml: Self.least, file: "test")
        try tree.set(path.isEmpty ? key : "\(path).\(key)", to: "1")
        let error = #expect(throws: RecipeError.self) { try tree.decode() as Recipe }
        guard case .unknownKey(path, key, nearest, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test(
        "refuses a value outside of what its key allows",
        arguments: [
            ("method.temperature", "0"), ("method.temperature", "-1"),
            ("method.temperature", ".inf"), ("method.alpha", "1.01"), ("method.alpha", "-0.1"),
            ("method.alpha", ".nan"), ("training.epochs", "0"), ("training.batch-size", "0"),
            ("training.micro-batch", "0"), ("training.patience", "0"),
            ("training.clip-norm", "0"), ("training.checkpoint-seconds", "-1"),
            ("training.optimizer.learning-rate", "0"), ("training.optimizer.momentum", "1"),
            ("training.optimizer.betas", "[0.9]"), ("training.optimizer.weight-decay", "-1"),
            ("training.schedule.gamma", "0"), ("training.schedule.rise", "1"),
            ("data.workers", "65"), ("data.limit", "0"), ("data.image-size", "0"),
            ("seeds", "0"), ("seeds", "101"), ("threads", "0"), ("student.model.width", "0"),
            ("name", "a/b"), ("name", "''"),
        ])
    func badValues(path: String, value: String) throws {
        var tree = try RecipeTree(yaml: Self.least, file: "test")
        try tree.set(path, to: value)
        let error = #expect(throws: RecipeError.self) { try tree.decode() as Recipe }
        guard case .invalidValue(path, _, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("needs data, a student or a teacher, and a teacher where the method asks one")
    func missing() throws {
        #expect(throws: RecipeError.missingKey(path: "", key: "data")) {
            try recipe("student: cnn")
        }
        #expect(throws: RecipeError.missingKey(path: "", key: "student")) {
            try recipe("data: synthetic")
        }
        #expect(throws: RecipeError.missingKey(path: "", key: "teacher")) {
            try recipe("data: synthetic\nstudent: cnn")
        }
        _ = try recipe("data: synthetic\nstudent: cnn\nmethod: labels")
        _ = try recipe("data: synthetic\nteacher: cnn")
    }

    @Test("may name a method of the library's user")
    func ownMethod() throws {
        let catalog = MethodCatalog(MethodCatalog.standard.types + [Halves.self])
        let tree = try RecipeTree(yaml: Self.least + "method: halves\n", file: "test")
        let recipe: Recipe = try tree.decode(methods: catalog)
        #expect(recipe.method == AnyMethod(Halves()))
        let error = #expect(throws: RecipeError.self) { try tree.decode() as Recipe }
        #expect(error?.description.contains("known are kd, ") == true)
    }

    private struct Halves: StatelessMethod {
        static let kind = "halves"
        static let summary = "half of nothing"
        static let paper = Paper("A. Reader", "Halves", 2025)
        static let options: [MethodOption<Self>] = []
        var needs: MethodNeeds { .teacher }

        func terms(_ step: DistillationStep) throws -> [LossTerm] {
            [LossTerm("half", try step.student.sum(), weight: 0.5)]
        }
    }
}

@Suite("A recipe's tree")
struct RecipeTreeTests {
    @Test("takes another method without the former one's options, and several at once")
    func method() throws {
        let yaml = "data: synthetic\nteacher: resnet8\nstudent: cnn\n"
        func recipe(_ rest: String, _ name: String) throws -> Recipe {
            var tree = try RecipeTree(yaml: yaml + rest, file: "test")
            try tree.setMethod(name)
            return try tree.decode()
        }
        let kd = "method: {kind: kd, alpha: 0.5}"
        #expect(try recipe(kd, "kd").method == AnyMethod(KnowledgeDistillation(alpha: 0.5)))
        #expect(try recipe(kd, "dist").method == AnyMethod(CorrelationDistillation()))
        let both = AnyMethod(CombinedMethod([KnowledgeDistillation(), CorrelationDistillation()]))
        #expect(try recipe(kd, "kd+dist").method == both)
        #expect(try recipe("methods: [dkd, dist]", "kd+dist").method == both)
        #expect(
            try recipe("methods: [dkd, dist]", "kd").method == AnyMethod(KnowledgeDistillation()))
    }

    @Test("takes a value at a path, over a value, a short form or nothing")
    func set() throws {
        var tree = try RecipeTree(yaml: "student: cnn\ntraining: {epochs: 3}", file: "test")
        try tree.set("student.model.width", to: "0.5")
        try tree.set("training.epochs", to: "5")
        try tree.set("training.optimizer", to: "adamw")
        try tree.set("training.optimizer.learning-rate", to: "0.01")
        try tree.set("data", to: "synthetic")
        try tree.set("data.augmentation", to: "[flip, {kind: crop, padding: 2}]")
        try tree.set("method", to: "labels")
        let recipe: Recipe = try tree.decode()
        #expect(recipe.student?.model == ModelPlan("cnn", width: 0.5))
        #expect(recipe.training.epochs == 5)
        #expect(recipe.training.optimizer == OptimizerPlan(kind: .adamw, learningRate: 0.01))
        let wanted = try Augmentation([Flip(), Crop(padding: 2)])
        #expect(recipe.data.augmentation == wanted)
        #expect(tree.has("training.optimizer.kind") && !tree.has("teacher"))
    }

    @Test("keeps what looks like another type as the text that was given")
    func texts() throws {
        var tree = try RecipeTree(yaml: "data: synthetic\nteacher: cnn", file: "test")
        try tree.set("name", to: "007")
        #expect(try (tree.decode() as Recipe).name == "007")
    }

    @Test("of an empty or commented file has no keys; of a list or a text it is an error")
    func notAMapping() throws {
        #expect(try RecipeTree(yaml: "", file: "a") == RecipeTree())
        #expect(try RecipeTree(yaml: "# nothing\n", file: "a") == RecipeTree())
        for yaml in ["- 1", "text", "3", "[a]", "a: [", "a: 1\na: 2", "\u{1}"] {
            #expect(throws: RecipeError.self, "\(yaml)") { try RecipeTree(yaml: yaml, file: "a") }
        }
    }

    @Test("has bounds: its bytes, its depth and its aliases")
    func bounds() throws {
        let aliases =
            "a: &a 1\nb: [" + Array(repeating: "*a", count: 33).joined(separator: ",") + "]"
        let deep = String(repeating: "[", count: 100_000)
        let long = String(repeating: "#\n", count: 600_000)
        for yaml in [aliases, deep, long] {
            #expect(throws: RecipeError.self) { try RecipeTree(yaml: yaml, file: "a") }
        }
        _ = try RecipeTree(yaml: "a: &a 1\nb: [*a, *a]\n", file: "a")
    }
}
