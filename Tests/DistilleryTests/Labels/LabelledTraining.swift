import Foundation
import Torch

@testable import Distillery

/// A folder with a teacher, a student's first weights, and whatever runs and stores are made there.
///
/// The student starts from a file, since tests share the engine's generator.
struct LabelledTraining {
    private let place: TemporaryFolder
    private let augmentation: Augmentation
    let teacher: any Classifier
    var folder: URL { URL(filePath: place.path) }

    static let network = ModelPlan("cnn", blocks: [ConvolutionBlock(width: 6, stride: 2)])

    init(augmentation: Augmentation = .none) throws {
        place = try TemporaryFolder()
        self.augmentation = augmentation
        let data = try TrainingData(Self.data(augmentation), device: .cpu)
        teacher = try data.makeModel(Self.network)
        // Surer than it was made, so that its answers are worth learning.
        try teacher.load(
            Dictionary(
                try teacher.state().map {
                    ($0.path, $0.path == "fc.weight" ? try $0.tensor * 9 : $0.tensor)
                }
            ) { first, _ in first })
        teacher.setTraining(false)
        try data.write(teacher, to: ModelFolder(folder.appending(path: "teacher")))
        let student = try data.makeModel(Self.network)
        try data.write(student, to: ModelFolder(folder.appending(path: "student")))
    }

    static func data(_ augmentation: Augmentation, limit: Int? = nil) -> DataPlan {
        DataPlan(
            dataset: "synthetic", synthetic: .init(count: 44, classes: 3, size: 8),
            augmentation: augmentation, limit: limit, workers: 0)
    }

    var teacherPath: String { folder.appending(path: "teacher").path }
    func path(_ name: String) -> String { folder.appending(path: name).path }

    /// Three epochs of batches of 8, in parts of 3 where batch norms allow it.
    func recipe(
        _ teacher: TeacherPlan, method: any Distillery.Method = KnowledgeDistillation(),
        limit: Int? = nil, control: Bool = false, seeds: Int = 1
    ) -> Recipe {
        Recipe(
            data: Self.data(augmentation, limit: limit), teacher: teacher,
            student: StudentPlan(model: Self.network, weights: path("student")), method: method,
            training: TrainingPlan(epochs: 3, batchSize: 8, microBatch: 3), seeds: seeds,
            control: control, threads: 1)
    }

    /// Labels the data with the teacher.
    @discardableResult
    func label(
        into name: String = "labels", precision: StoredPrecision = .fp32, views: Int = 1,
        splits: [DatasetSplit] = [.train, .val], taps: LabelledTaps = .none, limit: Int? = nil,
        stop: StopRequest = StopRequest(), listener: @escaping RunListener = { _ in }
    ) throws -> LabelSummary {
        let plan = LabelPlan(
            recipe(TeacherPlan(weights: teacherPath), limit: limit), views: views, splits: splits,
            precision: precision, taps: taps, batchSize: 256)
        return try plan.carryOut(
            in: folder.appending(path: name), stop: stop, listener: listener)
    }

    /// Carries a recipe out; gives the report, the student's weights and the losses.
    func run(
        _ name: String, _ recipe: Recipe
    ) throws -> (report: RunReport, weights: Data, losses: [Double]) {
        let folder = folder.appending(path: name)
        let report = try Run.create(recipe, in: folder).execute()
        let points = try MetricsLog.read(RunFolder(folder).metrics)
        return (
            report, try Data(contentsOf: RunFolder(folder).model(of: .student).weights),
            points.filter { $0.role == .student }.compactMap { $0.values[MetricName.loss] }
        )
    }
}
