import Foundation
import Testing
import Torch

@testable import Distillery

@Suite("A run of several seeds")
struct RunTests {
    @Test("trains student and control once a seed, and reports all of them beside the teacher")
    func seeds() throws {
        let training = try TinyTraining()
        let recipe = Recipe(
            name: "seeds", data: TinyTraining.plan(),
            teacher: TeacherPlan(model: ModelPlan("mlp", hidden: [16])),
            student: StudentPlan(model: TinyTraining.network),
            training: TrainingPlan(epochs: 1, batchSize: 12), seed: 7, seeds: 2)
        var begun: [String] = []
        let run = try Run.create(recipe, in: training.folder.url) { event in
            if case .began(let what) = event { begun.append(what) }
        }
        let report = try run.execute()
        #expect(report.models.map(\.role) == [.teacher, .student, .control])
        #expect(report.model(.student)?.evaluations.map(\.seed) == [7, 8])
        #expect(report.model(.control)?.evaluations.map(\.seed) == [7, 8])
        #expect(report.model(.teacher)?.evaluations.map(\.seed) == [7])
        #expect(
            report.models.allSatisfy { $0.evaluations.allSatisfy { $0.evaluation.examples == 6 } })
        #expect(begun.count == 6 && begun[1].hasPrefix("Asking the teacher"))

        let folder = training.folder
        let seeds = [UInt64(7), 8].map {
            folder.checkpoints(of: .init(role: .student, seed: $0))
                .appending(path: "final.safetensors")
        }
        let weights = try seeds.map { try Data(contentsOf: $0) }
        #expect(weights[0] != weights[1])
        #expect(try Data(contentsOf: folder.model(of: .student).weights).count == weights[0].count)

        let manifest = try #require(try Manifest.read(from: folder.manifest))
        #expect(manifest.seeds == [7, 8] && manifest.distillery == distilleryVersion)
        #expect(manifest.trainingExamples == 24 && manifest.validationExamples == 6)
        #expect(manifest.trainingDataHash.count == 64)
        #expect(manifest.teacherHash?.count == 64)
        #expect(manifest.machine.cores > 0 && manifest.machine.device == "cpu")
        #expect(throws: RunError.self) { try Run.create(recipe, in: folder.url) }
    }

    @Test("needs no teacher, and trains no control, where the method learns from labels alone")
    func labels() throws {
        let training = try TinyTraining()
        let recipe = Recipe(
            data: TinyTraining.plan(), student: StudentPlan(model: TinyTraining.network),
            method: LabelLearning(), training: TrainingPlan(epochs: 1, batchSize: 12))
        let report = try Run.create(recipe, in: training.folder.url).execute()
        #expect(report.models.map(\.role) == [.student])
        #expect(report.model(.student)?.evaluations.first?.evaluation.agreement == nil)
    }

    @Test("refuses other data than it was begun with")
    func data() throws {
        let one = try TinyTraining()
        func manifest(_ data: TrainingData) throws -> Manifest {
            Manifest(
                distillery: "1", libtorch: "2", created: Date(timeIntervalSince1970: 0),
                seeds: [1], trainingDataHash: try data.train.contentHash(),
                validationDataHash: try data.validation.contentHash(),
                trainingExamples: data.train.count, validationExamples: data.validation.count,
                teacherHash: nil, machine: .here(device: .cpu))
        }
        let first = try manifest(one.data)
        try first.requireSameData(as: manifest(TinyTraining().data), folder: one.folder)
        #expect(throws: RunError.dataChanged(folder: one.folder.url.path, split: "training")) {
            try first.requireSameData(
                as: manifest(TinyTraining(TinyTraining.plan(count: 28)).data), folder: one.folder)
        }
        try first.write(to: one.folder.manifest)
        #expect(try Manifest.read(from: one.folder.manifest) == first)
    }
}
