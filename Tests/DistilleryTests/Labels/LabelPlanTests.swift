import Foundation
import Testing
import Torch

@testable import Distillery

@Suite("Labelling")
struct LabelPlanTests {
    @Test("stops when asked to, and goes on to the same bytes")
    func stops() throws {
        let training = try LabelledTraining(augmentation: try Augmentation([Flip()]))
        let whole = try training.label(views: 3)
        #expect(whole.labelled == 3 * 44 + 11 && whole.splits.map(\.views) == [3, 1])
        let stop = StopRequest()
        let path = training.path("stopped")
        #expect(throws: LabelStoreError.interrupted(store: path)) {
            try training.label(into: "stopped", views: 3, stop: stop) { event in
                if case .labelled(let count, _, _) = event, count > 44 { stop.stop() }
            }
        }
        let unfinished = try LabelStore(training.folder.appending(path: "stopped"))
        #expect(throws: LabelStoreError.incomplete(store: path, labelled: 44, of: 143)) {
            try unfinished.requireWhole()
        }
        let rest = try training.label(into: "stopped", views: 3)
        #expect(rest.labelled == 143 - 44)
        for name in try FileManager.default.contentsOfDirectory(
            atPath: training.path("labels")) where name.hasSuffix(".bin")
        {
            let files = ["labels", "stopped"].map {
                training.folder.appending(path: $0).appending(path: name)
            }
            let bytes = try files.map { try Data(contentsOf: $0) }
            #expect(bytes[0] == bytes[1], "\(name)")
        }
    }

    @Test("adds a split to a store that lacks it, and measures the teacher then")
    func splits() throws {
        let training = try LabelledTraining()
        try training.label(splits: [.train])
        let folder = training.folder.appending(path: "labels")
        #expect(try LabelStore(folder).description.teacher.evaluation == nil)
        let added = try training.label(splits: [.val])
        #expect(added.labelled == 11 && added.splits.map(\.split) == [.train, .val])
        let store = try LabelStore(folder)
        try store.requireWhole()
        try store.verify()
        #expect(store.description.teacher.evaluation?.examples == 11)
    }

    @Test("keeps the layers that a method listens to, which then learns as beside the teacher")
    func taps() throws {
        let training = try LabelledTraining()
        try training.label(taps: .methods([TapDifference()]))
        let store = try LabelStore(training.folder.appending(path: "labels"))
        let network = training.teacher
        #expect(store.description.content.taps.map(\.path) == [network.stages.last])
        let data = try TrainingData(LabelledTraining.data(.none), device: .cpu)
        let setting = try data.setting(
            student: training.teacher, teacher: store.tappedTeacher, epochs: 1)
        let objective = try TapDifference().makeObjective(for: setting)
        let stored = try StoredTeacher(store, taps: objective.taps.teacher)
        let loader = data.plainBatches(of: data.train)
        let batch = try #require(try loader.next())
        let step = try TrainingStep(
            model: training.teacher, objective: objective, teacher: stored,
            plan: TrainingPlan())
        training.teacher.setTraining(false)
        // The student is the teacher: what it puts out is what was stored.
        #expect(try #require(step(batch)[MetricName.loss]) < 1e-6)
    }

    @Test("refuses taps that are not there, with the nearest, and views where none differ")
    func refusals() throws {
        let training = try LabelledTraining()
        #expect(throws: MethodError.self) { try training.label(taps: .paths(["feature"])) }
        #expect(throws: LabelStoreError.self) { try training.label(views: 2) }
        #expect(!FileManager.default.fileExists(atPath: training.path("labels")))
        let mixed = try LabelledTraining(augmentation: try Augmentation([Mixup()]))
        #expect(throws: RecipeError.self) { try mixed.label() }
        #expect(throws: RecipeError.missingKey(path: "teacher", key: "weights")) {
            try LabelPlan(training.recipe(TeacherPlan(model: LabelledTraining.network)))
                .carryOut(in: training.folder.appending(path: "labels"))
        }
    }
}

@Suite("A teacher whose answers are kept on the way")
struct CachingTeacherTests {
    @Test("teaches to the bit as one that is remembered, where views repeat")
    func repeated() throws {
        let training = try LabelledTraining()
        let live = try training.run(
            "live", training.recipe(TeacherPlan(weights: training.teacherPath)))
        let cached = try training.run(
            "cached", training.recipe(TeacherPlan(weights: training.teacherPath, cache: true)))
        #expect(cached.weights == live.weights && cached.losses == live.losses)
        // What was kept is a store for other runs.
        let again = try training.run(
            "again", training.recipe(TeacherPlan(labels: training.path("cached/labels"))))
        #expect(again.weights == live.weights)
    }

    @Test("asks about each view once, in all seeds together")
    func views() throws {
        let training = try LabelledTraining(augmentation: try Augmentation([Flip()]))
        var labelled: [Int] = []
        let recipe = training.recipe(
            TeacherPlan(weights: training.teacherPath, cache: true, views: 2), seeds: 2)
        let run = try Run.create(recipe, in: training.folder.appending(path: "cached")) {
            if case .labelled(let count, _, _) = $0 { labelled.append(count) }
        }
        _ = try run.execute()
        #expect(labelled == [44, 88])
        let store = try LabelStore(training.folder.appending(path: "cached/labels"))
        try store.requireWhole()
        #expect(store.description.splits[0].views == 2)
    }

    @Test("needs a number of views where pictures are augmented, and one where they are not")
    func keys() throws {
        let augmented = try LabelledTraining(augmentation: try Augmentation([Flip()]))
        let plain = try LabelledTraining()
        for (training, views) in [(augmented, nil), (plain, 2)] as [(LabelledTraining, Int?)] {
            let plan = TeacherPlan(weights: training.teacherPath, cache: true, views: views)
            #expect(throws: RecipeError.self) {
                try Run.create(
                    training.recipe(plan), in: training.folder.appending(path: "refused"))
            }
        }
        for text in [
            "{labels: a, cache: true}", "{weights: a, views: 2}", "{cache: true}",
        ] {
            let recipe = "{data: mnist, student: cnn, teacher: \(text)}"
            #expect(throws: RecipeError.self) {
                try RecipeTree(yaml: recipe, file: "test").decode(Recipe.self)
            }
        }
    }
}
