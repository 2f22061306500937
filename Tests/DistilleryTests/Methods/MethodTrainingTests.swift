import Foundation
import Testing
import Torch

@testable import Distillery

@Suite("Training with a method")
struct MethodTrainingTests {
    static let kinds = MethodCatalog.standard.types.map { $0.kind }

    /// Options for data as small as these, where a method's defaults are for more; and a rule that is
    /// a brake on the labels rises with them, so that it is seen alone.
    private static let options = ["crd": ["negatives": 8], "teacher-free": ["label-weight": 0]]

    static func method(_ kind: String) throws -> any Method {
        let type = try MethodCatalog.standard.type(named: kind, path: "")
        guard let options = options[kind] else { return type.init() }
        return try JSONDecoder().decode(type, from: JSONEncoder().encode(options))
    }

    /// Whether a method looks at the tokens of texts or at vectors of them, and so has nothing to see
    /// in pictures.
    static func takesTexts(_ kind: String) throws -> Bool {
        let method = try method(kind)
        return method.needs.contains(.tokens) || !method.suits.contains(.classification)
    }

    private static func pictures() throws -> TrainingData {
        try TrainingData(
            DataPlan(
                dataset: "synthetic", synthetic: .init(count: 24, classes: 3, size: 12),
                augmentation: Augmentation.none, workers: 0), device: .cpu)
    }

    private static func texts(_ task: TaskKind) throws -> TrainingData {
        try TrainingData(
            DataPlan(
                dataset: "synthetic-addresses", workers: 0,
                tokens: TokenPlan(vocabulary: 300, maxLength: 48), addresses: .init(count: 24),
                task: task),
            device: .cpu)
    }

    private static let pictureTeacher = LearnedTeacher(steps: 25, batchSize: 24, data: pictures)
    private static let textTeacher = LearnedTeacher(
        ModelPlan("transformer", layers: 4, heads: 2, hiddenSize: 24), steps: 25, batchSize: 24,
        data: { try texts(.classification) })

    /// Examples that the method sees something in, and a network that has learned them.
    private static func lesson(
        for kind: String
    ) throws -> (data: TrainingData, teacher: any Classifier) {
        if try method(kind).suits == [.embedding] {
            let data = try texts(.embedding)
            let network = ModelPlan("transformer", layers: 4, heads: 2, hiddenSize: 24)
            return (data, try data.makeModel(network))
        }
        let isText = try takesTexts(kind)
        let data = try isText ? texts(.classification) : pictures()
        return (data, try (isText ? textTeacher : pictureTeacher).network(on: data))
    }

    @Test(
        "lowers the method's own term in every phase, and leaves the teacher as it was to the bit",
        arguments: kinds)
    func trains(kind: String) throws {
        let (data, teacher) = try Self.lesson(for: kind)
        let before = try teacher.stateBytes()
        let training = try MethodTraining(Self.method(kind), on: data, teacher: teacher)
        let batch = try data.batches(of: 24)[0]
        let course = try training.run(steps: 24) { _ in batch }
        var hasOwnTerm = false
        for (phase, steps) in course {
            for (name, value) in steps.flatMap(\.self) {
                #expect(value.isFinite, "\(kind), \(phase ?? "main"): \(name)")
            }
            let own = steps.compactMap(MethodTraining.own)
            guard let first = own.first else { continue }
            hasOwnTerm = true
            let last = own.suffix(3).reduce(0, +) / 3
            #expect(last < first, "\(kind), \(phase ?? "main"): from \(first) to \(last)")
        }
        #expect(hasOwnTerm || kind == LabelLearning.kind)
        #expect(try teacher.stateBytes() == before, "\(kind) changed its teacher")
    }

    @Test("gives every part of the method a gradient that moves it", arguments: kinds)
    func parts(kind: String) throws {
        let (data, teacher) = try Self.lesson(for: kind)
        let training = try MethodTraining(Self.method(kind), on: data, teacher: teacher)
        let trained = training.objective.namedParameters().filter(\.parameter.isTrainable)
        let before = try trained.map { try $0.parameter.tensor.bytes() }
        let batch = try data.batches(of: 24)[0]
        _ = try training.run(steps: 2) { _ in batch }
        for (index, (path, parameter)) in trained.enumerated() {
            #expect(try parameter.tensor.bytes() != before[index], "\(kind): \(path) stays")
        }
    }
}

private enum ProofData {
    static let plan = DataPlan(
        dataset: "fashion-mnist", download: false, augmentation: Augmentation.none, limit: 2400,
        workers: 0)

    static let teacher = LearnedTeacher(steps: 240, batchSize: 24) {
        try TrainingData(plan, device: .cpu)
    }

    static var isThere: Bool { (try? TrainingData(plan, device: .cpu)) != nil }
}

@Suite(
    "Proof: training with a method on Fashion-MNIST",
    .enabled(
        if: ProcessInfo.processInfo.environment["DISTILLERY_PROOF"] != nil,
        "takes minutes; 'make proof' runs it"),
    .enabled(
        if: ProofData.isThere,
        "Fashion-MNIST is not here: install the Debian package dataset-fashion-mnist"),
    .serialized)
struct MethodTrainingProof {
    @Test(
        "in some hundred steps a student learns from its teacher, and the own term falls",
        arguments: MethodTrainingTests.kinds.filter {
            (try? MethodTrainingTests.takesTexts($0)) == false
        })
    func learns(kind: String) throws {
        let data = try TrainingData(ProofData.plan, device: .cpu)
        let batches = try data.batches(of: 24)
        let teacher = try ProofData.teacher.network(on: data)
        let before = try teacher.stateBytes()
        let method = try MethodTrainingTests.method(kind)
        let training = try MethodTraining(method, on: data, teacher: teacher, rate: 0.01)
        let course = try training.run(steps: 200, annealed: true) { batches[$0 % batches.count] }
        for (phase, steps) in course {
            let own = steps.compactMap(MethodTraining.own)
            // What is no teacher's but a brake on the labels may rise with them.
            guard method.needsTeacher, !own.isEmpty else { continue }
            let (first, last) = (own.prefix(20).reduce(0, +), own.suffix(20).reduce(0, +))
            #expect(last < first, "\(kind), \(phase ?? "main"): from \(first) to \(last)")
        }
        #expect(try teacher.stateBytes() == before)
        for (path, tensor) in training.student.state() {
            #expect(try tensor.isFinite(), "\(kind): \(path)")
        }
        // A generator takes far more steps than these to draw what the student can learn from.
        guard type(of: method).usesTrainingPictures else { return }
        let top1 = try Self.top1(of: training.student, on: data)
        let taught = try Self.top1(of: teacher, on: data)
        // In so few steps soft targets are slower than labels, in plain PyTorch as well.
        #expect(top1 > 0.45, "\(kind): \(top1), its teacher \(taught)")
    }

    /// The share of the first thousand pictures of the other split that are answered right.
    private static func top1(
        of network: any Classifier, on data: TrainingData
    ) throws -> Double {
        let pictures = try #require(data.validation as? any ImageDataset)
        let answers = try data.answers(of: network, on: DatasetSubset(pictures, count: 1000))
        let logits = try #require(answers as? ClassAnswers)
        let classes = data.classNames.count
        let right = logits.labels.enumerated().count { row, label in
            let scores = logits.logits[row * classes..<(row + 1) * classes]
            return scores.max() == scores[row * classes + label]
        }
        return Double(right) / Double(logits.labels.count)
    }
}
