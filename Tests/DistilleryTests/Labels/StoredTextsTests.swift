import Foundation
import Testing
import Torch

@testable import Distillery

/// A teacher over texts, its store with all that methods over tokens listen to, and a student.
private struct LabelledTexts {
    static let kinds = MethodCatalog.standard.types.filter { $0.init().needs.contains(.tokens) }
        .map { $0.kind }
    private let place: TemporaryFolder
    let data: TrainingData
    let teacher: any Classifier
    var folder: URL { URL(filePath: place.path) }

    init() throws {
        place = try TemporaryFolder()
        data = try TrainingData(
            DataPlan(
                dataset: "synthetic-addresses", workers: 0,
                tokens: TokenPlan(vocabulary: 300, maxLength: 40), addresses: .init(count: 30)),
            device: .cpu)
        teacher = try data.makeModel(
            ModelPlan("transformer", layers: 2, heads: 2, hiddenSize: 24, positions: 64))
        teacher.setTraining(false)
        try data.write(teacher, to: ModelFolder(folder.appending(path: "teacher")))
        // One of the teacher's width needs no layer of the method's own, whose weights are drawn.
        for (name, width) in [("student", 16), ("alike", 24)] {
            let plan = ModelPlan(
                "transformer", dropout: 0, layers: 2, heads: 2, hiddenSize: width, positions: 64)
            try data.write(data.makeModel(plan), to: ModelFolder(folder.appending(path: name)))
        }
    }

    /// A recipe with the tokenizer of the teacher.
    func recipe(
        _ plan: (TeacherPlan) -> TeacherPlan = { $0 },
        _ method: any Distillery.Method = KnowledgeDistillation(), student: String = "student"
    ) -> Recipe {
        var recipe = Recipe(
            data: data.plan, teacher: plan(TeacherPlan(weights: path("teacher"))),
            student: StudentPlan(
                model: ModelPlan("transformer"), weights: path(student)), method: method,
            training: TrainingPlan(
                epochs: 3, batchSize: 8,
                optimizer: OptimizerPlan(kind: .adamw, learningRate: 0.001)),
            control: false, threads: 1)
        recipe.data.tokens?.tokenizer = path("teacher")
        return recipe
    }

    func path(_ name: String) -> String { folder.appending(path: name).path }

    func label(_ precision: StoredPrecision) throws -> LabelStore {
        let methods = try Self.kinds.map {
            try MethodCatalog.standard.type(named: $0, path: "").init()
        }
        let url = folder.appending(path: precision.rawValue)
        _ = try LabelPlan(recipe(), precision: precision, taps: .methods(methods))
            .carryOut(in: url)
        return try LabelStore(url)
    }

    func losses(_ name: String, _ recipe: Recipe) throws -> [Double] {
        let url = folder.appending(path: name)
        _ = try Run.create(recipe, in: url).execute()
        return try MetricsLog.read(RunFolder(url).metrics).filter { $0.role == .student }
            .compactMap { $0.values[MetricName.loss] }
    }
}

@Suite("Learning from stored states and attentions of texts")
struct StoredTextsTests {
    @Test("gives every method over tokens the live teacher's losses, in half precision to rounding")
    func losses() throws {
        let texts = try LabelledTexts()
        let data = try TrainingData(texts.recipe().data, device: .cpu)
        let student = try data.load(
            texts.path("student"), as: nil, role: .student, isBeginning: true)
        student.setTraining(false)
        for (precision, tolerance) in [(StoredPrecision.fp32, 1e-5), (.fp16, 4e-3)] {
            let store = try texts.label(precision)
            for kind in LabelledTexts.kinds {
                let setting = try data.setting(
                    student: student, teacher: store.tappedTeacher, epochs: 16)
                let objective = try MethodCatalog.standard.type(named: kind, path: "").init()
                    .makeObjective(for: setting)
                let taps = objective.taps
                let stored = try StoredTeacher(store, taps: taps.teacher)
                let live = try ModuleTeacher(
                    texts.teacher, taps: taps.teacher, example: data.exampleInput(count: 2),
                    device: .cpu)
                let batches = data.trainingBatches(
                    seed: 5, epoch: 1, batchSize: 5, startBatch: 0,
                    views: ViewCycle(seed: 1, count: 1))
                while let batch = try batches.next() {
                    for phase in objective.phases.map(\.name) + [nil] {
                        let session = try TapSession(taps.student, in: student)
                        let logits = try session.listen { try student(batch.inputs) }
                        func terms(_ teacher: any Teacher) throws -> [LossTerm] {
                            let answer = try teacher.answer(batch)
                            return try objective.terms(
                                DistillationStep(
                                    inputs: batch.inputs, student: logits, teacher: answer.logits,
                                    studentTaps: session.outputs, teacherTaps: answer.taps,
                                    targets: batch.targets, phase: phase))
                        }
                        for (one, other) in zip(try terms(stored), try terms(live)) {
                            let expected: Double = try other.value.item()
                            let found: Double = try one.value.item()
                            #expect(
                                abs(found - expected) <= tolerance * max(abs(expected), 1e-2),
                                "\(kind), \(one.name), \(precision)")
                        }
                    }
                }
            }
        }
    }

    @Test("finds what follows the tokens, also of a teacher that reads divisions beside them")
    func extents() throws {
        let data = try TrainingData(
            DataPlan(
                dataset: "synthetic-addresses", workers: 0,
                tokens: TokenPlan(vocabulary: 300, maxLength: 40), addresses: .init(count: 30),
                address: AddressPlan(divisions: "built-in")), device: .cpu)
        var plan = ModelPlan("transformer", layers: 1, heads: 2, hiddenSize: 24, positions: 64)
        plan.address = true
        let teacher = try TappedNetwork(
            data.makeModel(plan), role: .teacher, example: data.exampleInput(count: 2))
        let taps = try teacher.storedTaps([teacher.stages[0], teacher.pooled], for: data)
        #expect(taps.map(\.shape) == [[StoredTap.perToken, 24], [24]])
    }

    @Test("trains tinybert by a store, and by a cache, as beside the teacher")
    func runs() throws {
        let texts = try LabelledTexts()
        let store = try texts.label(.fp32)
        let method = TinyBERT().with { $0.startUpEpochs = 1 }
        let live = try texts.losses("live", texts.recipe({ $0 }, method, student: "alike"))
        let stored = try texts.losses(
            "stored",
            texts.recipe({ _ in TeacherPlan(labels: store.url.path) }, method, student: "alike"))
        let cached = try texts.losses(
            "cached",
            texts.recipe(
                {
                    var plan = $0
                    plan.cache = true
                    return plan
                }, method, student: "alike"))
        #expect(live.count > 3 && stored.count == live.count && cached.count == live.count)
        for (index, expected) in live.enumerated() {
            #expect(abs(stored[index] - expected) <= 1e-4 * expected)
            #expect(abs(cached[index] - expected) <= 1e-4 * expected)
        }
        #expect(
            !FileManager.default.fileExists(atPath: texts.path("stored/teacher")))
    }

    @Test("keeps vectors, from which a narrower student learns through a layer of its own")
    func vectors() throws {
        let texts = try LabelledTexts()
        var recipe = texts.recipe({ $0 }, VectorRegression())
        recipe.data.task = .embedding
        let folder = texts.folder.appending(path: "vectors")
        let summary = try LabelPlan(recipe, precision: .fp32).carryOut(in: folder)
        // Each pair is two texts: 30 pairs to learn from, and a quarter as many to measure.
        let data = try TrainingData(recipe.data, device: .cpu)
        #expect(summary.labelled == data.train.count + data.validation.count)
        let store = try LabelStore(folder)
        #expect(store.description.answerWidth == 24 && data.classNames.isEmpty)
        let teacher = try data.load(texts.path("teacher"), as: nil, role: .teacher)
        teacher.setTraining(false)
        let batch = try #require(
            try data.trainingBatches(seed: 1, epoch: 0, batchSize: 5, startBatch: 0).next())
        let live = try withoutGradients { try teacher(batch.inputs) }
        let stored = try StoredTeacher(store).answer(batch).logits
        #expect(try largestDifference(live, stored) < 1e-5)

        recipe.teacher = TeacherPlan(labels: folder.path)
        let losses = try texts.losses("learned", recipe)
        #expect(try #require(losses.last) < #require(losses.first))
    }

    @Test("takes the room of the texts' own tokens, and of no padding")
    func room() throws {
        let texts = try LabelledTexts()
        let store = try texts.label(.fp32)
        let form = try #require(texts.data.form as? TextForm)
        var numbers = 0
        for dataset in [texts.data.train, texts.data.validation] {
            let all = try #require(dataset as? TextDataset)
            let counts = try form.tokenizer.encodings(of: all.examples, form.plan).map(\.count)
            // Embeddings, two layers' states, queries and keys, the last one's values, 24 numbers each; logits,
            // and the length of the text.
            numbers += counts.reduce(0) { $0 + $1 * 24 * 8 + texts.data.classNames.count + 1 }
        }
        let shards = try FileManager.default.contentsOfDirectory(atPath: store.url.path)
            .filter { $0.hasSuffix(".bin") }
            .reduce(0) { sum, name in
                sum + (try Data(contentsOf: store.url.appending(path: name)).count)
            }
        #expect(shards == numbers * 4)
    }

    @Test("refuses a store of another length, of another tokenizer, or without the layers")
    func refusals() throws {
        let texts = try LabelledTexts()
        let store = try texts.label(.fp16)
        var recipe = texts.recipe({ _ in TeacherPlan(labels: store.url.path) }, TinyBERT())
        let data = try TrainingData(recipe.data, device: .cpu)
        _ = try recipe.requireFit(to: data)
        func refusal(_ recipe: Recipe) -> String {
            var words = ""
            #expect {
                try recipe.requireFit(to: TrainingData(recipe.data, device: .cpu))
            } throws: { error in
                words = "\(error)"
                return true
            }
            return words
        }
        var shorter = recipe
        shorter.data.tokens?.maxLength = 32
        #expect(refusal(shorter).contains("max-length 40 there, 32 here"))
        var others = recipe
        others.data.tokens?.tokenizer = nil
        others.student?.weights = nil
        others.data.tokens?.vocabulary = 160
        #expect(refusal(others).contains("tokenizer sha256"))

        let bare = texts.folder.appending(path: "bare")
        _ = try LabelPlan(texts.recipe()).carryOut(in: bare)
        recipe.teacher = TeacherPlan(labels: bare.path)
        let words = refusal(recipe)
        #expect(words.contains("does not keep the teacher's 'bert."))
        #expect(words.contains("only logits"))
    }
}
