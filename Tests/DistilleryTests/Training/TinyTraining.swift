import Foundation
import Synchronization
import Testing
import Torch

@testable import Distillery

/// Drawn pictures and a folder to train in, for tests of the parts of a run.
///
/// Tests share the engine's generator, so what must be the same twice starts from weights that were
/// made once: see `copy(of:)`.
struct TinyTraining {
    let folder: RunFolder
    let data: TrainingData
    private let place: TemporaryFolder

    static let network = ModelPlan("mlp", hidden: [12])

    init(_ plan: DataPlan = Self.plan(), replacing train: (any ImageDataset)? = nil) throws {
        place = try TemporaryFolder()
        folder = RunFolder(URL(filePath: place.path).appending(path: "run"))
        try FileManager.default.createDirectory(at: folder.url, withIntermediateDirectories: true)
        let opened = try TrainingData(plan, device: .cpu)
        guard let train else {
            data = opened
            return
        }
        data = TrainingData(
            plan: plan, train: train, validation: opened.validation, form: opened.form,
            device: .cpu, skipped: SkippedImages(for: train),
            skippedInValidation: opened.skippedInValidation)
    }

    static func plan(
        count: Int = 24, augmentation: Augmentation = .none
    ) -> DataPlan {
        DataPlan(
            dataset: "synthetic", synthetic: .init(count: count, classes: 3, size: 8),
            augmentation: augmentation, workers: 0)
    }

    func environment(
        stop: StopRequest = StopRequest(), listener: @escaping RunListener = { _ in }
    ) throws -> TrainingEnvironment {
        TrainingEnvironment(
            data: data, device: .cpu, folder: folder, metrics: try MetricsLog(url: folder.metrics),
            listener: listener, stop: stop)
    }

    func makeModel(_ plan: ModelPlan = Self.network) throws -> any Classifier {
        try data.makeModel(plan)
    }

    /// A new network with the weights of another.
    func copy(of model: any Classifier) throws -> any Classifier {
        let made = try #require(model as? any ImageClassifier).configuration
        let copy = try ModelCatalog.builtIn.makeModel(made)
        try copy.load(Dictionary(model.state().map { ($0.path, $0.tensor) }) { first, _ in first })
        return copy
    }

    /// A trainer that begins with the weights of `model`.
    func trainer(
        from model: any Classifier, plan: TrainingPlan, method: any Method = LabelLearning(),
        teacher: (any Teacher)? = nil, role: ModelRole = .student
    ) throws -> Trainer {
        try Trainer(job: TrainingJob(role: role, seed: 1), plan: plan, in: environment()) {
            try copy(of: model)
        } makeObjective: { student in
            try method.makeObjective(
                for: data.setting(student: student, teacher: nil, epochs: plan.epochs))
        } makeTeacher: { _ in
            teacher
        }
    }
}

/// The largest difference of two networks' parameters and buffers.
func weightDifference(
    _ first: any Classifier, _ second: any Classifier
) throws -> Double {
    var largest = 0.0
    for (one, other) in zip(first.state(), second.state()) {
        largest = max(largest, try (one.tensor - other.tensor).absoluteValue().maximum().item())
    }
    return largest
}
