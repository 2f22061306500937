import Testing
import Torch

@testable import Distillery

@Suite("Mutual learning")
struct MutualLearningTests {
    private let plan = TrainingPlan(
        epochs: 2, batchSize: 12, optimizer: OptimizerPlan(learningRate: 0.1))

    private func setting(_ training: TinyTraining) throws -> MethodSetting {
        try training.data.setting(student: training.makeModel(), teacher: nil, epochs: 2)
    }

    @Test("makes one more network like the student, or those that are named")
    func peers() throws {
        let setting = try setting(TinyTraining())
        let standard = try MutualLearning().makeObjective(for: setting)
        #expect(standard.parameterCount == setting.student.network?.parameterCount)
        let named = MutualLearning().with {
            $0.peers = [.init(ModelPlan("mlp", hidden: [5])), .init(ModelPlan("resnet8"))]
        }
        let objective = try #require(named.makeObjective(for: setting) as? MutualObjective)
        #expect(objective.peers.map(\.name) == ["mlp", "resnet8"])
        #expect(objective.peers.allSatisfy { $0.classes == 3 })
        #expect(throws: ModelError.self) {
            let wrong = MutualLearning().with { $0.peers = [.init(ModelPlan("resnet21"))] }
            _ = try wrong.makeObjective(for: setting)
        }
    }

    @Test("reads peers by name and with options")
    func recipe() throws {
        let yaml = """
            data: {dataset: synthetic}
            student: {model: {kind: resnet8}}
            method: {kind: mutual, peers: [resnet20, {kind: mlp, hidden: [7]}]}
            """
        let recipe: Recipe = try RecipeTree(yaml: yaml, file: "x").decode()
        let method = try #require(recipe.method.method as? MutualLearning)
        #expect(
            method.peers?.map(\.model) == [ModelPlan("resnet20"), ModelPlan("mlp", hidden: [7])])
        let again: Recipe = try RecipeTree(yaml: recipe.yaml(), file: "y").decode()
        #expect(again == recipe)
    }

    @Test("trains student and peers, each from the labels and from the others")
    func terms() throws {
        let training = try TinyTraining()
        let setting = try setting(training)
        let objective = try #require(
            MutualLearning().makeObjective(for: setting) as? MutualObjective)
        let student = try #require(setting.student.network)
        let pictures = try Tensor.randomNormal([6, 3, 8, 8])
        let targets = Targets(labels: try Tensor([Int64(0), 1, 2, 0, 1, 2]))
        let step = DistillationStep(
            inputs: pictures, student: try student(pictures), teacher: nil, targets: targets)
        let terms = try objective.terms(step)
        #expect(terms.map(\.name) == ["mutual", "hard", "peer-1-mutual", "peer-1-hard"])
        try terms.weightedSum().backward()
        for network in [student, objective.peers[0]] as [any Classifier] {
            #expect(network.namedParameters().allSatisfy { $0.parameter.tensor.gradient != nil })
        }
    }

    @Test("goes on from a checkpoint to the same student as without a stop")
    func resumes() throws {
        let start = try TinyTraining().makeModel()
        let stop = StopRequest()
        let broken = try TinyTraining()
        let environment = try broken.environment(stop: stop) { event in
            if case .epoch = event { stop.stop() }
        }
        func trainer(_ training: TinyTraining, in environment: TrainingEnvironment) throws
            -> Trainer
        {
            try Trainer(job: TrainingJob(role: .student, seed: 1), plan: plan, in: environment) {
                try training.copy(of: start)
            } makeObjective: { student in
                let setting = try training.data.setting(student: student, teacher: nil, epochs: 2)
                let objective = try #require(
                    MutualLearning().makeObjective(for: setting) as? MutualObjective)
                // The peer's first weights come from the student's, so that both runs begin alike.
                let weights = try start.state().map { ($0.path, try $0.tensor * -0.5) }
                try objective.peers[0].load(Dictionary(weights) { first, _ in first })
                return objective
            } makeTeacher: { _ in
                nil
            }
        }
        #expect(throws: RunError.self) { try trainer(broken, in: environment).run() }
        let resumed = try trainer(broken, in: broken.environment())
        try resumed.run()
        let whole = try TinyTraining()
        let straight = try trainer(whole, in: whole.environment())
        try straight.run()
        #expect(try weightDifference(resumed.model, straight.model) < 1e-6)
    }
}
