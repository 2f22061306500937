import Foundation
import Testing
import Torch

@testable import Distillery

@Suite("Learning from stored labels")
struct StoredTeacherTests {
    @Test("gives the weights of learning from the live teacher, to the bit, where views repeat")
    func repeatedViews() throws {
        let training = try LabelledTraining()
        try training.label()
        let live = try training.run(
            "live", training.recipe(TeacherPlan(weights: training.teacherPath)))
        let stored = try training.run(
            "stored", training.recipe(TeacherPlan(labels: training.path("labels"))))
        #expect(stored.weights == live.weights && stored.losses == live.losses)
        #expect(!live.losses.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: training.path("stored/teacher")))
    }

    @Test("gives the live teacher's losses to rounding in half precision")
    func half() throws {
        let training = try LabelledTraining()
        try training.label(precision: .fp16)
        let live = try training.run(
            "live", training.recipe(TeacherPlan(weights: training.teacherPath)))
        let stored = try training.run(
            "stored", training.recipe(TeacherPlan(labels: training.path("labels"))))
        #expect(stored.losses.count == live.losses.count && stored.losses != live.losses)
        for (one, other) in zip(stored.losses, live.losses) {
            #expect(abs(one - other) <= 2e-3 * abs(other))
        }
    }

    @Test("pairs every view with its own answer, shuffled, in parts, in a subset, in any epoch")
    func pairing() throws {
        let augmentation = try Augmentation([Crop(padding: 2), Flip()])
        let training = try LabelledTraining(augmentation: augmentation)
        try training.label(views: 2, taps: .paths(["features.0"]))
        let store = try LabelStore(training.folder.appending(path: "labels"))
        for limit in [nil, 13] {
            let data = try TrainingData(
                LabelledTraining.data(augmentation, limit: limit), device: .cpu)
            try store.requireExamples(of: data.train)
            let source = StoreSource(
                store, views: ViewCycle(seed: 1, count: 2), device: .cpu)
            let stored = try source.teacher(taps: ["features.0"])
            let live = try ModuleTeacher(
                training.teacher, taps: ["features.0"], example: data.exampleInput(count: 2),
                device: .cpu)
            var seen: Set<Int> = []
            for epoch in 0..<4 {
                let loader = data.trainingBatches(
                    seed: 5, epoch: epoch, batchSize: 7, startBatch: 0, views: source.views)
                while let batch = try loader.next() {
                    for part in try batch.parts(of: 3) {
                        #expect(part.view == epoch % 2)
                        let (one, other) = (try stored.answer(part), try live.answer(part))
                        #expect(try largestDifference(one.logits, other.logits) < 1e-5)
                        let taps = (
                            try #require(one.taps["features.0"]),
                            try #require(other.taps["features.0"])
                        )
                        #expect(try largestDifference(taps.0, taps.1) < 1e-5)
                        seen.formUnion(part.indices)
                    }
                }
            }
            #expect(seen.count == limit ?? 44)
        }
    }

    @Test("needs the ids of a batch")
    func ids() throws {
        let training = try LabelledTraining()
        try training.label()
        let teacher = try StoredTeacher(LabelStore(training.folder.appending(path: "labels")))
        let batch = TensorBatch(
            indices: [0], inputs: try Tensor.zeros([1, 3, 8, 8]),
            targets: Targets(labels: try Tensor([0] as [Int64])))
        #expect(throws: LabelStoreError.self) { try teacher.answer(batch) }
    }

    @Test("reports the teacher's figures, which were measured when it labelled")
    func report() throws {
        let training = try LabelledTraining()
        try training.label()
        let live = try training.run(
            "live", training.recipe(TeacherPlan(weights: training.teacherPath), control: true))
        let stored = try training.run(
            "stored", training.recipe(TeacherPlan(labels: training.path("labels")), control: true))
        #expect(stored.report.models.map(\.role) == [.teacher, .student, .control])
        #expect(stored.report.title == live.report.title)
        for role in [ModelRole.teacher, .student, .control] {
            let one = try #require(stored.report.model(role)?.evaluations.first?.evaluation)
            let other = try #require(live.report.model(role)?.evaluations.first?.evaluation)
            #expect(one.top1 == other.top1 && one.confusion == other.confusion)
            #expect(one.agreement == other.agreement && one.parameters == other.parameters)
            #expect(abs((one.meanKL ?? 0) - (other.meanKL ?? 0)) < 1e-5)
        }
        let curve = stored.report.curves.first { $0.role == .teacher }
        #expect(curve?.points.count == 1)
        let manifests = try ["live", "stored"].map {
            try Manifest.read(
                from: RunFolder(training.folder.appending(path: $0)).manifest)
        }
        #expect(manifests[0]?.teacherHash == manifests[1]?.teacherHash)
        #expect(manifests[1]?.labelledViews == ViewCycle(seed: 1, count: 1))
    }

    @Test("reports without a teacher where the validation examples were not labelled")
    func noValidation() throws {
        let training = try LabelledTraining()
        try training.label(splits: [.train])
        let stored = try training.run(
            "stored", training.recipe(TeacherPlan(labels: training.path("labels"))))
        #expect(stored.report.models.map(\.role) == [.student])
        #expect(stored.report.model(.student)?.evaluations.first?.evaluation.agreement == nil)
        #expect(stored.report.notes.contains { $0.contains("nothing is compared") })
    }

    @Test("is refused before the run has a folder where store and recipe do not fit")
    func refusals() throws {
        let augmentation = try Augmentation([Flip()])
        let training = try LabelledTraining(augmentation: augmentation)
        try training.label()
        let plan = TeacherPlan(labels: training.path("labels"))
        let sound = training.recipe(plan)
        func refused(_ change: (inout Recipe) -> Void) {
            var recipe = sound
            change(&recipe)
            #expect(throws: (any Error).self) {
                try Run.create(recipe, in: training.folder.appending(path: "refused"))
            }
            #expect(!FileManager.default.fileExists(atPath: training.path("refused")))
        }
        refused { $0.data.augmentation = Augmentation.none }
        refused { $0.data.imageSize = 9 }
        refused { $0.data.synthetic.seed = 1 }
        refused { $0.data.synthetic.classes = 4 }
        refused { $0.data.augmentation = try? Augmentation([Flip(), Mixup()]) }
        refused { $0.teacher?.model = ModelPlan("resnet20") }
        refused { $0.teacher?.weights = training.path("student") }
        refused { $0.teacher?.labels = training.path("teacher") }
        refused { $0.method = AnyMethod(TapDifference()) }
        let shard = training.folder.appending(path: "labels/train-view0-00000.bin")
        var bytes = try Data(contentsOf: shard)
        bytes[9] ^= 4
        try bytes.write(to: shard)
        refused { _ in }
    }

    @Test("goes on with the labels that it was begun with, or not at all")
    func resumption() throws {
        let training = try LabelledTraining(augmentation: try Augmentation([Flip()]))
        try training.label(views: 2)
        let recipe = training.recipe(TeacherPlan(labels: training.path("labels")))
        let broken = training.folder.appending(path: "broken")
        do {
            let stop = StopRequest()
            let run = try Run.create(recipe, in: broken, stop: stop) {
                if case .epoch = $0 { stop.stop() }
            }
            #expect(throws: RunError.self) { try run.execute() }
        }
        let whole = try training.run("whole", recipe)
        // More views than there were: the run keeps to the former number.
        try training.label(views: 3)
        _ = try Run.resume(broken).execute()
        let resumed = RunFolder(broken)
        #expect(try Data(contentsOf: resumed.model(of: .student).weights) == whole.weights)
    }
}

/// A method that listens to the first stage of both networks.
struct TapDifference: StatelessMethod {
    static let kind = "tap-difference"
    static let summary = "the difference of the first stage's outputs"
    static let paper = Paper("nobody", "nothing", 2000)
    static let options: [MethodOption<Self>] = []
    var needs: MethodNeeds { [.teacher, .labels, .taps] }

    func taps(in setting: MethodSetting) throws -> Taps {
        try setting.pairs(at: .lastStage, for: Self.kind).taps
    }

    func terms(_ step: DistillationStep) throws -> [LossTerm] {
        let pairs = zip(step.studentTaps.values, step.teacherTaps.values)
        return try pairs.map { LossTerm("tap", try ($0 - $1).absoluteValue().mean()) }
    }
}
