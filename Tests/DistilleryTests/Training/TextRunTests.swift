import Foundation
import Testing
import Torch

@testable import Distillery

@Suite("A run over texts")
struct TextRunTests {
    private static let data = DataPlan(
        dataset: "synthetic-addresses", tokens: TokenPlan(vocabulary: 600, maxLength: 48),
        addresses: .init(count: 60))
    private static let network = ModelPlan(
        "transformer", layers: 1, heads: 2, hiddenSize: 16, positions: 48)

    private static func recipe(
        _ data: DataPlan = data, method: any Method = KnowledgeDistillation()
    ) -> Recipe {
        Recipe(
            data: data,
            teacher: TeacherPlan(
                model: ModelPlan("transformer", layers: 2, heads: 2, hiddenSize: 24)),
            student: StudentPlan(model: network), method: method,
            training: TrainingPlan(
                epochs: 1, batchSize: 16,
                optimizer: OptimizerPlan(kind: .adamw, learningRate: 0.001)))
    }

    @Test("hands over a student that other tools open, with its tokenizer, and shows texts")
    func whole() throws {
        let place = try TemporaryFolder()
        let url = URL(filePath: place.path).appending(path: "run")
        let report = try Run.create(Self.recipe(), in: url).execute()
        #expect(report.models.map(\.role) == [.teacher, .student, .control])
        #expect(report.models.map(\.name) == ["bert-2x24", "bert-1x16", "bert-1x16"])
        #expect(try RunReport(json: RunFolder(url).report) == report)
        for case .picture in report.disagreements.map(\.excerpt) { Issue.record("a picture") }

        let folder = TextFolder(RunFolder(url).model(of: .student).url)
        let network = try folder.load().network
        #expect(network.configuration.task == .classification(classNames: report.classNames))
        let tokenizer = try Tokenizer(folder: folder.url)
        #expect(tokenizer.vocabularyCount == network.configuration.vocabulary)

        // The same figures from the folder alone.
        let again = try Run.evaluate(
            modelAt: folder.url.path, as: nil,
            on: DataPlan(dataset: "synthetic-addresses", addresses: .init(count: 60)))
        let own = try #require(report.model(.student)?.evaluations.first?.evaluation)
        #expect(again.model?.top1 == own.top1 && again.examples == own.examples)
    }

    @Test(
        "tells how long each model takes for texts of several lengths, in figures and on the page")
    func latencies() throws {
        let place = try TemporaryFolder()
        let url = URL(filePath: place.path).appending(path: "run")
        var report = try Run.create(Self.recipe(), in: url).execute()
        for model in report.models {
            let latencies = try #require(model.evaluations.first).evaluation.latencyByLength
            #expect(latencies.map(\.tokens) == [8, 16, 32, 48])
            #expect(latencies.allSatisfy { $0.milliseconds > 0 })
        }
        #expect(report.table.description.contains("Median latency, 48 tokens"))
        #expect(HTMLReport(report).document.contains("Latency by length"))
        report.language = .chinese
        #expect(HTMLReport(report).document.contains("词元数"))
    }

    @Test("pads batches to multiples of 8 up to the limit, and cuts what is longer with a count")
    func batches() throws {
        var plan = Self.data
        plan.tokens?.maxLength = 20
        let data = try TrainingData(plan, device: .cpu)
        let form = try #require(data.form as? TextForm)
        #expect(data.lengths?.cutCount ?? 0 > 0 && form.usualLength == 20)
        #expect(data.remarks.contains { $0.contains("longer than 20 tokens") })
        let source = data.trainingBatches(seed: 1, epoch: 0, batchSize: 16, startBatch: 2)
        let batch = try #require(try source.next())
        #expect(source.position == 3 && batch.count == 16)
        #expect(batch.inputs.isTokenBatch && batch.inputs.shape == [16, 3, 20])
        let texts = try #require(data.train as? TextDataset)
        let counts = try form.tokenizer.encodings(
            of: batch.indices.map { texts.examples[$0] }, form.plan
        ).map { Float($0.count) }
        #expect(
            try batch.inputs.tokens(.mask).to(.float32).sum(dimension: 1).floats() == counts)
    }

    @Test("fills batches with texts of similar length, so that less of them is padding")
    func sortedBatches() throws {
        func padding(_ sortedBatches: Int) throws -> Int {
            var plan = Self.data
            plan.tokens?.sortedBatches = sortedBatches
            let data = try TrainingData(plan, device: .cpu)
            let source = data.trainingBatches(seed: 1, epoch: 0, batchSize: 8, startBatch: 0)
            var (padding, seen) = (0, Set<Int>())
            while let batch = try source.next() {
                let mask: [Int64] = try batch.inputs.tokens(.mask).elements()
                padding += mask.count { $0 == 0 }
                seen.formUnion(batch.indices)
            }
            #expect(seen.count == data.train.count / 8 * 8)
            return padding
        }
        let (sorted, mixed) = (try padding(16), try padding(1))
        #expect(sorted * 4 < mixed * 3, "\(sorted) of \(mixed)")
        let data = try TrainingData(Self.data, device: .cpu)
        let first = try #require(try data.plainBatches(of: data.validation, batchSize: 4).next())
        let lengths = try #require(data.lengths?.validation)
        #expect(first.indices.map { lengths[$0] } == lengths.sorted(by: >).prefix(4).map { $0 })
    }

    @Test("begins with weights in their own tokens, and refuses weights in others")
    func tokenizers() throws {
        let place = try TemporaryFolder()
        let url = URL(filePath: place.path).appending(path: "first")
        let data = try TrainingData(Self.data, device: .cpu)
        try data.write(data.makeModel(Self.network), to: ModelFolder(url))
        var recipe = Self.recipe(
            DataPlan(dataset: "synthetic-addresses", addresses: .init(count: 80)))
        recipe.data.tokens = TokenPlan(maxLength: 48)
        recipe.student?.weights = url.path
        #expect(recipe.resolvedData.tokens?.tokenizer == url.path)
        let opened = try TrainingData(recipe.resolvedData, device: .cpu)
        _ = try opened.load(url.path, as: nil, role: .student)

        let other = try TrainingData(recipe.data, device: .cpu)
        #expect(throws: RunError.self) { try other.load(url.path, as: nil, role: .student) }
        var long = recipe.resolvedData
        long.tokens?.maxLength = 64
        let tooLong = try TrainingData(long, device: .cpu)
        let error = #expect(throws: RunError.self) {
            try tooLong.load(url.path, as: nil, role: .student)
        }
        #expect(error?.description.contains("max-length") == true)
    }

    @Test("learns from a store, and refuses one whose texts were cut otherwise")
    func stores() throws {
        let place = try TemporaryFolder()
        let root = URL(filePath: place.path)
        let teacher = root.appending(path: "teacher")
        let data = try TrainingData(Self.data, device: .cpu)
        try data.write(data.makeModel(Self.network), to: ModelFolder(teacher))
        var recipe = Self.recipe()
        recipe.teacher = TeacherPlan(weights: teacher.path)
        let store = root.appending(path: "labels")
        let summary = try LabelPlan(recipe, splits: [.train, .val]).carryOut(in: store)
        #expect(summary.labelled == 75)
        recipe.teacher = TeacherPlan(labels: store.path)
        recipe.data.tokens?.tokenizer = teacher.path
        _ = try Run.create(recipe, in: root.appending(path: "run")).execute()
        recipe.data.tokens?.maxLength = 32
        #expect(throws: LabelStoreError.self) {
            try Run.create(recipe, in: root.appending(path: "other"))
        }
    }

    @Test("takes methods over vectors, and says why those over feature maps do not fit")
    func methods() throws {
        let data = try TrainingData(Self.data, device: .cpu)
        let fit = try Self.recipe(method: RelationalDistillation()).requireFit(to: data)
        #expect(fit?.taps.student == ["bert.pooler"])
        let error = #expect(throws: MethodError.self) {
            try Self.recipe(method: AttentionTransfer()).requireFit(to: data)
        }
        #expect(error?.description.contains("states of words") == true)
    }

    @Test("refuses keys of pictures beside texts, and keys of texts beside pictures")
    func keys() throws {
        var plan = Self.data
        plan.imageSize = 32
        #expect(throws: RecipeError.self) { try TrainingData(plan, device: .cpu) }
        var pictures = TinyTraining.plan()
        pictures.tokens = TokenPlan()
        #expect(throws: RecipeError.self) { try TrainingData(pictures, device: .cpu) }
        let texts = try TrainingData(Self.data, device: .cpu)
        #expect(throws: ModelError.self) { try texts.makeModel(ModelPlan("bert-tiny", width: 0.5)) }
        #expect(throws: TextError.self) { try texts.makeModel(ModelPlan("resnet20")) }
        let drawn = try TinyTraining().data
        #expect(throws: ModelError.self) {
            try drawn.makeModel(ModelPlan("resnet20", hiddenSize: 8))
        }
    }

    @Test("guesses hidden words first, and a classifier begins with what was learned")
    func maskedWords() throws {
        let place = try TemporaryFolder()
        let folder = URL(filePath: place.path)
        var plan = Self.data
        plan.task = .maskedWords
        var recipe = Self.recipe(plan)
        recipe.student = nil
        let words = folder.appending(path: "words")
        let report = try Run.create(recipe, in: words).execute()
        let evaluation = try #require(report.model(.teacher)?.evaluations.first?.evaluation)
        // About as good as any network that has only seen that some words are frequent.
        #expect(try #require(evaluation.crossEntropy) < 6.4 && evaluation.confusion.isEmpty)
        #expect(report.classNames.count == 3 && report.disagreements.isEmpty)
        let written = TextFolder(RunFolder(words).model(of: .teacher).url)
        #expect(try written.configuration().task == .maskedWords)

        // Without a head for classes it is no teacher yet …
        recipe = Self.recipe(DataPlan(dataset: "synthetic-addresses", addresses: .init(count: 60)))
        recipe.data.tokens = TokenPlan(maxLength: 48)
        recipe.teacher = TeacherPlan(weights: words.path)
        let error = #expect(throws: RunError.self) {
            try Run.create(recipe, in: folder.appending(path: "wrong"))
        }
        #expect("\(try #require(error))".contains("train it further first"))

        // … and begins one: in the same tokens, and the student with its layers.
        recipe.teacher = TeacherPlan(start: words.path)
        recipe.student = StudentPlan(
            model: ModelPlan("transformer", layers: 1, heads: 2, hiddenSize: 24),
            teacherLayers: .chosen([1]))
        let url = folder.appending(path: "classes")
        let classes = try Run.create(recipe, in: url).execute()
        #expect(classes.models.map(\.name) == ["bert-2x24", "bert-1x24", "bert-1x24"])
        let again = try RecipeTree(yaml: recipe.yaml(), file: "recipe").decode() as Recipe
        #expect(again.student == recipe.student && again.teacher == recipe.teacher)

        recipe.student?.model.hiddenSize = 16
        #expect(throws: TextError.self) {
            try Run.create(recipe, in: folder.appending(path: "narrow"))
        }
    }

    @Test("predicts numbers, judged by their order")
    func numbers() throws {
        let place = try TemporaryFolder()
        let folder = URL(filePath: place.path)
        let lines = (0..<60).map {
            "\(String(repeating: "很", count: $0 % 7))好\($0)\t\(Double($0 % 7) / 7)"
        }
        try Data((["text\tscore"] + lines).joined(separator: "\n").utf8)
            .write(to: folder.appending(path: "scores.tsv"))
        var table = TextTableOptions()
        (table.text, table.target, table.valShare) = ("text", "score", 0.3)
        var recipe = Self.recipe(
            DataPlan(
                dataset: "text", directory: folder.appending(path: "scores.tsv").path,
                table: table, tokens: TokenPlan(vocabulary: 100, maxLength: 16),
                task: .regression), method: LabelLearning())
        recipe.teacher = nil
        recipe.training.epochs = 30
        recipe.training.optimizer.learningRate = 0.01
        let report = try Run.create(recipe, in: folder.appending(path: "run")).execute()
        let quality = try #require(report.model(.student)?.evaluations.first?.evaluation.quality)
        #expect(quality.top1 == nil && quality.confusion.isEmpty)
        #expect(try #require(quality.spearman) > 0.8)
    }

    @Test("takes a teacher's vectors over, judged against it where nobody knows the truth")
    func vectors() throws {
        let place = try TemporaryFolder()
        let folder = URL(filePath: place.path)
        var plan = Self.data
        plan.task = .embedding
        let data = try TrainingData(plan, device: .cpu)
        // Pairs are taken apart, and the validation pairs are remembered.
        #expect(data.train.count == 120 && data.classNames.isEmpty && data.labelledCount == 0)
        let teacher = ModelFolder(folder.appending(path: "teacher"))
        try data.write(
            data.makeModel(ModelPlan("transformer", layers: 2, heads: 2, hiddenSize: 24)),
            to: teacher)
        var recipe = Self.recipe(plan, method: VectorRegression())
        recipe.teacher = TeacherPlan(weights: teacher.url.path)
        recipe.training.epochs = 8
        recipe.training.optimizer.learningRate = 0.01
        let report = try Run.create(recipe, in: folder.appending(path: "run")).execute()
        #expect(report.models.map(\.role) == [.teacher, .student])
        let quality = try #require(report.model(.student)?.evaluations.first?.evaluation.quality)
        #expect(try #require(quality.teacherSpearman) > 0.3)
        #expect(quality.spearman != nil && quality.top1 == nil)
        let written = TextFolder(folder.appending(path: "run/student"))
        #expect(try written.configuration().task == .sentenceEmbedding)

        recipe.method = AnyMethod(KnowledgeDistillation())
        let error = #expect(throws: MethodError.self) {
            try Run.create(recipe, in: folder.appending(path: "wrong"))
        }
        #expect("\(try #require(error))".contains("vector-mse"))
    }
}
