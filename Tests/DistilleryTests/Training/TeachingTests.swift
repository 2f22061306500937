import Foundation
import Testing
import Torch

@testable import Distillery

@Suite("A run of several teachers")
struct TeachingTests {
    private static let big = ModelPlan("mlp", hidden: [16])
    private static let middle = ModelPlan("mlp", hidden: [14])

    private func recipe(
        _ teachers: TeachersPlan?, method: any Method = KnowledgeDistillation(),
        student: ModelPlan = TinyTraining.network, seeds: Int = 1
    ) -> Recipe {
        Recipe(
            data: TinyTraining.plan(), teachers: teachers, student: StudentPlan(model: student),
            method: method, training: TrainingPlan(epochs: 1, batchSize: 12), seeds: seeds,
            control: false)
    }

    @Test("hands on from the first to the second to the student, and reports all")
    func chain() throws {
        let training = try TinyTraining()
        let chain = TeachersPlan.chain([
            TeacherPlan(model: Self.big),
            TeacherPlan(
                model: Self.middle, training: TrainingPlan(epochs: 2, batchSize: 12),
                method: LogitRegression()),
        ])
        var begun: [String] = []
        let report = try Run.create(recipe(chain, seeds: 2), in: training.folder.url) {
            if case .began(let what) = $0 { begun.append(what) }
        }.execute()
        #expect(report.models.map(\.role) == [.teacher, .assistant, .student])
        #expect(report.models.map(\.evaluations.count) == [1, 1, 2])
        #expect(report.title == "mlp → mlp → mlp on synthetic")
        #expect(
            begun.filter { $0.hasPrefix("Training") } == [
                "Training teacher-1 (mlp), 1 epochs by labels",
                "Training assistant-1 (mlp), 2 epochs by logits-mse",
                "Training student-1 (mlp), 1 epochs by kd",
                "Training student-2 (mlp), 1 epochs by kd",
            ])
        let kept = try ModelFolder(training.folder.url.appending(path: "assistants/1")).describe()
        #expect(kept.model.hidden == [14])
        #expect(report.models[1].evaluations[0].evaluation.agreement != nil)
        #expect(try RunReport(json: training.folder.report) == report)
    }

    @Test("goes on after a stop with the assistant that it has")
    func resumes() throws {
        let training = try TinyTraining()
        let chain = TeachersPlan.chain([
            TeacherPlan(model: Self.big), TeacherPlan(model: Self.middle),
        ])
        let stop = StopRequest()
        let error = #expect(throws: RunError.self) {
            try Run.create(recipe(chain), in: training.folder.url, stop: stop) { event in
                if case .began(let what) = event, what.hasPrefix("Training student") { stop.stop() }
            }.execute()
        }
        #expect(error == .interrupted(folder: training.folder.url.path))
        let job = TrainingJob(role: .assistant, seed: 2001, number: 1)
        let kept = try Data(contentsOf: training.folder.model(of: job).weights)
        var trained: Set<String> = []
        let report = try Run.resume(training.folder.url) { event in
            if case .epoch(let job, _, _, _, _, _) = event { trained.insert("\(job)") }
        }.execute()
        #expect(trained == ["student-1"])
        #expect(try Data(contentsOf: training.folder.model(of: job).weights) == kept)
        #expect(report.models.count == 3)
    }

    @Test("together answers as one, and each may teach by a method of its own")
    func together() throws {
        let training = try TinyTraining()
        let plan = TeachersTogether(
            [
                TeacherPlan(model: Self.big), TeacherPlan(model: Self.middle),
                TeacherPlan(
                    model: ModelPlan("mlp", hidden: [10]), method: LogitRegression(), weight: 0.5),
            ], weighting: .label)
        let run = try Run.create(recipe(.together(plan)), in: training.folder.url)
        let report = try run.execute()
        #expect(report.models.map(\.role) == [.teacher, .student])
        #expect(report.models[0].name == "mlp+mlp")
        let costs = try [16, 14].map {
            try ModelCatalog.builtIn.cost(
                of: training.data.configuration(of: ModelPlan("mlp", hidden: [$0])))
        }
        #expect(
            report.models[0].evaluations[0].evaluation.parameters
                == costs.reduce(0) { $0 + $1.parameters })
        #expect(report.notes.filter { $0.hasPrefix("Teacher ") }.count == 3)
        let terms = Set(report.curves.last?.points.flatMap(\.values.keys) ?? [])
        #expect(
            terms.isSuperset(of: ["loss/kd-soft", "loss/hard", "loss/teacher-3-logits-mse-logits"]),
            "\(terms)")
        for number in 1...3 {
            let member = ModelFolder(training.folder.url.appending(path: "teachers/\(number)"))
            #expect(member.exists)
        }
    }

    @Test("gives a method of one teacher that teacher's answer and taps")
    func ownTaps() throws {
        let training = try TinyTraining()
        let data = training.data
        let student = try training.makeModel()
        let teachers = try [Self.big, Self.middle].map { try training.makeModel($0) }
        let plan = TeachersTogether([
            TeacherPlan(model: Self.big),
            TeacherPlan(model: Self.middle, method: RowTap(), weight: 3),
        ])
        let lesson = plan.lesson(by: AnyMethod(KnowledgeDistillation()))
        let source = EnsembleSource(
            members: teachers.map {
                NetworkSource(
                    $0, data: data, precision: nil, requireNoStop: {}, listener: { _ in })
            }, average: AnswerAverage(), averaged: lesson.averaged)
        let objective = try lesson.makeObjective(
            for: data.setting(student: student, teacher: source.tapped(), epochs: 1))
        #expect(objective.taps.teacher == ["1/\(teachers[1].pooled)"])

        let inputs = try Tensor.randomNormal([4, 3, 8, 8])
        let batch = TensorBatch(
            indices: [0, 1, 2, 3], inputs: inputs,
            targets: Targets(labels: try Tensor([Int64(0), 1, 2, 0])))
        let answer = try source.teacher(taps: objective.taps.teacher).answer(batch)
        func pooled(_ network: any Classifier) throws -> Tensor {
            network.setTraining(false)
            let session = try TapSession([network.pooled], in: network)
            _ = try session.listen { try network(inputs) }
            return try #require(session.takeOutputs()[network.pooled])
        }
        var step = DistillationStep(
            student: try student(inputs), teacher: answer.logits,
            studentTaps: [student.pooled: try pooled(student)], teacherTaps: answer.taps,
            targets: batch.targets)
        step.members = answer.members
        let terms = try objective.terms(step)
        #expect(terms.map(\.name) == ["kd-soft", "hard", "teacher-2-row-tap-distance"])
        let sums = try pooled(student).sum(dimension: -1) - pooled(teachers[1]).sum(dimension: -1)
        let expected = try sums.absoluteValue().mean().item()
        #expect(try abs(terms[2].value.item() - expected) < 1e-4)
        #expect(terms[2].weight == 3)
    }

    @Test("together cannot share a method that looks into one teacher")
    func inside() throws {
        let training = try TinyTraining()
        let plan = TeachersTogether([TeacherPlan(model: Self.big), TeacherPlan(model: Self.middle)])
        let error = #expect(throws: MethodError.self) {
            try recipe(.together(plan), method: RowTap()).requireFit(to: training.data)
        }
        #expect(
            error?.description
                == "'row-tap': it looks into one teacher, and here it is given the average of 2; "
                + "give each teacher a 'method' of its own")
    }

    @Test("trains generations of the student, and tells how good they are together")
    func generations() throws {
        let training = try TinyTraining()
        let report = try Run.create(
            recipe(nil, method: BornAgain().with { $0.generations = 3 }),
            in: training.folder.url
        ).execute()
        #expect(report.models.map(\.role) == [.teacher, .assistant, .student])
        #expect(report.notes.contains { $0.hasPrefix("The 3 generations together") })
        let weights = try ["teacher", "assistants/1", "student"].map {
            try Data(contentsOf: ModelFolder(training.folder.url.appending(path: $0)).weights)
        }
        #expect(Set(weights).count == 3)
    }

    @Test("shrinks a network down to the student's width")
    func shrinking() throws {
        let training = try TinyTraining()
        let plan = ShrinkingPlan([0.5, 0.25], of: TeacherPlan(model: Self.big))
        let report = try Run.create(
            recipe(.shrinking(plan), student: ModelPlan("resnet8", width: 0.125)),
            in: training.folder.url
        ).execute()
        let parameters = report.models.map { $0.evaluations[0].evaluation.parameters }
        #expect(report.models.map(\.role) == [.teacher, .assistant, .assistant, .student])
        #expect(parameters[1] > parameters[2] && parameters[2] > parameters[3])
    }

    @Test("checks every network of a chain against the one that teaches it")
    func misfit() throws {
        let training = try TinyTraining()
        let chain = TeachersPlan.chain([
            TeacherPlan(model: Self.big),
            TeacherPlan(model: Self.middle, method: RowTap(tap: "nowhere")),
        ])
        let error = #expect(throws: MethodError.self) {
            try recipe(chain).requireFit(to: training.data)
        }
        #expect(error?.description.contains("the teacher mlp has no module 'nowhere'") == true)
    }
}

/// The mean distance of sums of hidden features, beside the labels: a method with taps of unlike widths.
private struct RowTap: StatelessMethod {
    static let kind = "row-tap"
    static let summary = "for tests"
    static let paper = Paper("nobody", "none", 2025)
    static let options: [MethodOption<Self>] = [MethodOption("tap", \.tap)]

    var tap = ""

    init() {}
    init(tap: String) { self.tap = tap }

    var needs: MethodNeeds { [.teacher, .labels, .taps] }

    func taps(in setting: MethodSetting) throws -> Taps {
        let teacher = try setting.requireTeacher(for: Self.kind)
        let path = tap.isEmpty ? teacher.pooled : tap
        return Taps(student: [setting.student.pooled], teacher: [try teacher.tap(path).path])
    }

    func terms(_ step: DistillationStep) throws -> [LossTerm] {
        let sums = try step.tapped().map {
            try $0.student.sum(dimension: -1) - $0.teacher.sum(dimension: -1)
        }
        return [LossTerm("distance", try sums[0].absoluteValue().mean()), try .labels(step)]
    }
}
