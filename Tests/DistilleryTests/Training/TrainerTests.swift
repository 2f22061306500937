import Foundation
import Testing
import Torch

@testable import Distillery

@Suite("A training")
struct TrainerTests {
    private static let step = OptimizerPlan(
        learningRate: 0.1, momentum: 0, nesterov: false, weightDecay: 0)

    @Test("takes the same step with micro-batches as with the whole batch", arguments: [5, 12, 1])
    func microBatches(size: Int) throws {
        let mixup = try Augmentation([Mixup()])
        func trained(_ microBatch: Int?, from model: any Classifier, teacher: any Teacher)
            throws -> any Classifier
        {
            let training = try TinyTraining(TinyTraining.plan(augmentation: mixup))
            let trainer = try training.trainer(
                from: model,
                plan: TrainingPlan(
                    epochs: 2, batchSize: 12, microBatch: microBatch, optimizer: Self.step,
                    schedule: SchedulePlan(kind: .constant), clipNorm: 0.5),
                method: KnowledgeDistillation(), teacher: teacher)
            try trainer.run()
            return trainer.model
        }
        let training = try TinyTraining()
        let model = try training.makeModel()
        let teacher = try ModuleTeacher(
            training.makeModel(), example: training.data.exampleInput(), device: .cpu)
        let whole = try trained(nil, from: model, teacher: teacher)
        #expect(try weightDifference(whole, model) > 1e-3)
        #expect(
            try weightDifference(whole, trained(size, from: model, teacher: teacher)) < 1e-6)
    }

    @Test("takes the same step, to the bit, where batch norms need the whole batch")
    func microBatchesWithBatchNorm() throws {
        func trained(_ microBatch: Int?, from weights: any Classifier) throws
            -> any Classifier
        {
            let model = try Self.residualNet()
            try model.load(
                Dictionary(weights.state().map { ($0.path, $0.tensor) }) { first, _ in first })
            let step = try TrainingStep(
                model: model, method: LabelLearning(),
                plan: TrainingPlan(batchSize: 8, microBatch: microBatch, optimizer: Self.step))
            model.setTraining(true)
            for _ in 0..<3 {
                try step(
                    TensorBatch(
                        indices: Array(0..<8),
                        inputs: Tensor(
                            (0..<8 * 192).map { Float($0 % 37) / 37 - 0.5 }, shape: [8, 3, 8, 8]),
                        targets: Targets(labels: Tensor((0..<8).map { Int64($0 % 3) }))))
            }
            return model
        }
        let start = try Self.residualNet()
        let whole = try trained(nil, from: start)
        #expect(try weightDifference(whole, start) > 1e-3)
        #expect(try weightDifference(whole, trained(2, from: start)) == 0)
    }

    private static func residualNet() throws -> any Classifier {
        try ModelCatalog.builtIn.makeModel(
            ModelConfiguration(
                kind: "resnet8", classes: 3, imageSize: ImageSize(width: 8, height: 8)))
    }

    @Test("stops early when no epoch brings progress, and says so to whoever resumes")
    func patience() throws {
        let training = try TinyTraining()
        let model = try training.makeModel()
        // So small a rate changes no answer.
        let plan = TrainingPlan(
            epochs: 20, batchSize: 12,
            optimizer: OptimizerPlan(learningRate: 1e-12, weightDecay: 0), patience: 3)
        try training.trainer(from: model, plan: plan).run()
        let checkpoint = training.folder.lastCheckpoint(of: .init(role: .student, seed: 1))
        let progress = try #require(try Checkpoint.progress(at: checkpoint))
        #expect(progress.epoch == 4 && progress.isFinished && progress.best?.epoch == 1)
        #expect(progress.step == 8 && progress.epochsWithoutProgress == 3)
        let before = try MetricsLog.read(training.folder.metrics)
        try training.trainer(from: model, plan: plan).run()
        #expect(try MetricsLog.read(training.folder.metrics) == before)
        #expect(before.filter { $0.kind == .evaluation }.map(\.epoch) == [1, 2, 3, 4])
    }

    @Test(
        "hands over the best epoch's weights, or the last one's",
        arguments: TrainingPlan.Keep.allCases)
    func keep(_ keep: TrainingPlan.Keep) throws {
        let training = try TinyTraining()
        // A rate that grows wild: the best epoch is hardly ever the last.
        let plan = TrainingPlan(
            epochs: 4, batchSize: 8,
            optimizer: OptimizerPlan(learningRate: 3, weightDecay: 0), keep: keep)
        let trainer = try training.trainer(from: training.makeModel(), plan: plan)
        try trainer.run()
        let best = training.folder.bestWeights(of: trainer.job)
        let progress = try #require(
            try Checkpoint.progress(at: training.folder.lastCheckpoint(of: trainer.job)))
        let top1 = try training.data.score(of: trainer.model).value
        if keep == .best {
            let kept = try training.makeModel()
            try kept.load(weightsAt: best)
            #expect(try weightDifference(kept, trainer.model) == 0)
            #expect(top1 == progress.best?.score)
        } else {
            let points = try MetricsLog.read(training.folder.metrics)
            #expect(points.last { $0.kind == .evaluation }?.values[MetricName.top1] == top1)
        }
    }

    @Test("stops on request with its state kept, and goes on to the same weights")
    func stopped() throws {
        let plan = TrainingPlan(epochs: 3, batchSize: 8, optimizer: Self.step)
        let whole = try TinyTraining()
        let model = try whole.makeModel()
        let straight = try whole.trainer(from: model, plan: plan)
        try straight.run()

        let broken = try TinyTraining()
        let stop = StopRequest()
        let environment = try broken.environment(stop: stop) { event in
            if case .epoch(_, 2, _, _, _, _) = event { stop.stop() }
        }
        let trainer = try Trainer(job: straight.job, plan: plan, in: environment) {
            try broken.copy(of: model)
        } makeObjective: { _ in
            StatelessObjective(LabelLearning())
        } makeTeacher: { _ in
            nil
        }
        #expect(throws: RunError.interrupted(folder: broken.folder.url.path)) {
            try trainer.run()
        }
        let resumed = try broken.trainer(from: broken.makeModel(), plan: plan)
        try resumed.run()
        #expect(try weightDifference(resumed.model, straight.model) < 1e-6)
        #expect(
            try MetricsLog.read(broken.folder.metrics).map(\.step)
                == MetricsLog.read(whole.folder.metrics).map(\.step))
    }

    @Test(
        "learns in lower precision, and goes on from its checkpoint",
        arguments: [
            TrainingPlan.Precision.bfloat16, .float16,
        ])
    func precision(_ precision: TrainingPlan.Precision) throws {
        let training = try TinyTraining(TinyTraining.plan(count: 48))
        let model = try training.makeModel()
        func trained(_ epochs: Int) throws -> any Classifier {
            let plan = TrainingPlan(
                epochs: epochs, batchSize: 12,
                optimizer: OptimizerPlan(kind: .adam, learningRate: 0.01),
                schedule: SchedulePlan(kind: .constant), precision: precision)
            let trainer = try training.trainer(from: model, plan: plan)
            try trainer.run()
            return trainer.model
        }
        #expect(try weightDifference(trained(12), model) > 0.01)
        let points = try MetricsLog.read(training.folder.metrics)
            .compactMap { $0.values[MetricName.loss] }
        let (first, last) = (try #require(points.first), try #require(points.last))
        #expect(last < 0.8 * first)
        let checkpoint = try SafetensorsFile(
            training.folder.lastCheckpoint(of: .init(role: .student, seed: 1)))
        #expect(checkpoint.names.contains("scaler/scale") == (precision == .float16))
        _ = try trained(12)
    }

    @Test("follows its schedule from the first step on")
    func schedule() throws {
        let training = try TinyTraining()
        try training.trainer(
            from: training.makeModel(),
            plan: TrainingPlan(
                epochs: 2, batchSize: 8, optimizer: Self.step,
                schedule: SchedulePlan(kind: .multiStep, milestones: [1], gamma: 0.5))
        ).run()
        let rates = try MetricsLog.read(training.folder.metrics)
            .compactMap { $0.values[MetricName.learningRate] }
        #expect(rates == [0.1, 0.1, 0.1, 0.05, 0.05, 0.05])
    }
}
