import Testing
import Torch

@testable import Distillery

@Suite("A strategy")
struct StrategyTests {
    private func setting(epochs: Int = 4) throws -> MethodSetting {
        let training = try TinyTraining()
        let teacher = try TappedNetwork(
            training.makeModel(), role: .teacher, example: training.data.exampleInput(count: 2))
        return try training.data.setting(
            student: training.makeModel(), teacher: teacher, epochs: epochs)
    }

    /// Four examples of which the teacher is sure in the order 2, 0, 3, 1.
    private func step(epoch: Int = 0) throws -> DistillationStep {
        DistillationStep(
            student: try Tensor([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8], shape: [4, 2])
                .requireGradient(),
            teacher: try Tensor([3.0, 0, 0.1, 0, 9, 0, 0, 1], shape: [4, 2]),
            targets: Targets(labels: try Tensor([Int64(0), 0, 0, 1])), indices: [10, 11, 12, 13],
            epoch: epoch, epochs: 20)
    }

    @Test("of a curriculum shows the easiest share, which grows to all")
    func curriculum() throws {
        var plan = Curriculum()
        plan.epochs = 10
        plan.methods = [AnyMethod(KnowledgeDistillation(alpha: 1))]
        #expect(plan.share(epoch: 0) == 0.5)
        #expect(abs(plan.share(epoch: 5) - 0.75) < 1e-12)
        #expect(plan.share(epoch: 30) == 1)
        let objective = try plan.makeObjective(for: setting())
        for (epoch, kept) in [(0, [0, 2]), (5, [0, 2, 3]), (10, [0, 1, 2, 3])] {
            let step = try step(epoch: epoch)
            try objective.terms(step).weightedSum().backward()
            let gradient: [Double] = try #require(step.student.gradient).elements()
            let touched = (0..<4).filter { gradient[2 * $0] != 0 }
            #expect(touched == kept, "epoch \(epoch)")
        }
    }

    @Test("by ability lets the teacher's terms fade, not the labels'")
    func ability() throws {
        var plan = AbilityWeighting()
        plan.momentum = 0
        let objective = try plan.makeObjective(for: setting())
        // The student is right once in four, the teacher always: the factor is 1 - 1/4.
        let terms = try objective.terms(step())
        #expect(terms.map(\.name) == ["soft", "hard"])
        #expect(abs(terms[0].weight - 0.9 * 0.75) < 1e-6)
        #expect(abs(terms[1].weight - 0.1) < 1e-12)
    }

    @Test("of stages trains each stage's part for its epochs, and resumes to the same weights")
    func stages() throws {
        let plan = TrainingPlan(
            epochs: 3, batchSize: 12,
            optimizer: OptimizerPlan(learningRate: 0.05, momentum: 0.5, nesterov: false))
        let method = StagedTraining([
            .init("low", epochs: 1, method: LabelLearning(), trains: ["hidden"]),
            .init("rest", method: LabelLearning()),
        ])
        let training = try TinyTraining()
        let start = try training.makeModel()
        var heads: [Int: Tensor] = [:]
        let stop = StopRequest()
        let broken = try TinyTraining()
        var watched: (any Classifier)?
        let environment = try broken.environment(stop: stop) { event in
            guard case .epoch(_, let epoch, _, _, _, _) = event else { return }
            let head = watched?.state().first { $0.path == "fc.weight" }?.tensor
            heads[epoch] = try? head?.copied().detached()
            if epoch == 2 { stop.stop() }
        }
        let trainer = try Trainer(
            job: TrainingJob(role: .student, seed: 1), plan: plan, in: environment
        ) {
            try broken.copy(of: start)
        } makeObjective: { student in
            try method.makeObjective(
                for: broken.data.setting(student: student, teacher: nil, epochs: 3))
        } makeTeacher: { _ in
            nil
        }
        watched = trainer.model
        #expect(throws: RunError.self) { try trainer.run() }
        let initial = try #require(start.state().first { $0.path == "fc.weight" }).tensor
        #expect(try #require(heads[1]).isIdentical(to: initial))
        #expect(try !(#require(heads[2]).isIdentical(to: initial)))

        let resumed = try broken.trainer(from: broken.makeModel(), plan: plan, method: method)
        try resumed.run()
        let straight = try training.trainer(from: start, plan: plan, method: method)
        try straight.run()
        #expect(try weightDifference(resumed.model, straight.model) < 1e-6)
    }

    @Test("of stages tells what does not fit before the first step")
    func mistakes() throws {
        func reason(_ stages: [StagedTraining.Stage]) throws -> String {
            let error = #expect(throws: MethodError.self) {
                try StagedTraining(stages).makeObjective(for: setting())
            }
            return error?.description ?? ""
        }
        #expect(
            try reason([.init("a", method: LabelLearning()), .init("b", method: LabelLearning())])
                .contains("'a' does not say its epochs"))
        #expect(
            try reason([
                .init("a", epochs: 1, method: LabelLearning(), trains: ["hiden"]),
                .init("b", method: LabelLearning()),
            ]).contains("near are hidden"))
        #expect(throws: MethodError.tooFewEpochs(method: "a", startUp: 4, epochs: 4)) {
            let staged = StagedTraining([
                .init("a", epochs: 4, method: LabelLearning()), .init("b", method: LabelLearning()),
            ])
            _ = try TrainingPhases(staged.makeObjective(for: setting()).phases, epochs: 4)
        }
    }
}
