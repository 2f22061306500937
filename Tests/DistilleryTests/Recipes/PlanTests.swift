import Testing
import Torch

@testable import Distillery

@Suite("A plan of training")
struct PlanTests {
    private func plan(_ yaml: String) throws -> TrainingPlan {
        try RecipeTree(yaml: yaml, file: "test").decode()
    }

    @Test("has the literature's rate and decay for each optimiser")
    func usual() throws {
        let usual = try OptimizerPlan.Kind.allCases.map {
            try plan("{optimizer: {kind: \($0.rawValue)}}").optimizer
        }
        #expect(usual.map(\.learningRate) == [0.05, 0.001, 0.001, 1.8])
        #expect(usual.map(\.weightDecay) == [5e-4, 0, 0.01, 1e-6])
    }

    @Test("makes the optimiser that it names, which leaves norms undecayed on request")
    func optimizers() throws {
        let model = try TinyTraining().makeModel()
        #expect(OptimizerPlan(kind: .sgd).make(for: model) is SGD)
        #expect(OptimizerPlan(kind: .adam).make(for: model) is Adam)
        #expect(OptimizerPlan(kind: .adamw).make(for: model) is AdamW)
        #expect(OptimizerPlan(kind: .lars).make(for: model) is LARS)
        let all = OptimizerPlan().make(for: model).groups
        let some = OptimizerPlan(decaysNorms: false).make(for: model).groups
        #expect(all.count == 1 && some.count == 2)
        #expect(some.flatMap(\.parameters).count == all[0].parameters.count)
        #expect(try plan("{optimizer: {kind: sgd, momentum: 0}}").optimizer.nesterov == false)
    }

    /// The share of the rate at the beginning of each of eight epochs, of two steps each.
    private func factors(_ yaml: String) throws -> [Double] {
        let schedule = try plan("{schedule: \(yaml)}").schedule.make()
        let length = TrainingLength(epochs: 8, stepsPerEpoch: 2)
        return (0..<8).map { schedule.factor(at: 2 * $0, of: length) }
    }

    @Test("moves the rate as its schedule says")
    func schedules() throws {
        #expect(try factors("{kind: constant}") == Array(repeating: 1, count: 8))
        let steps = try factors("{kind: step, milestones: [3], gamma: 0.5}")
        #expect(steps == [1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25])
        let several = try factors("{kind: multi-step, milestones: [2, 5], gamma: 0.1}")
        for (ours, exact) in zip(several, [1, 1, 0.1, 0.1, 0.1, 0.01, 0.01, 0.01]) {
            #expect(abs(ours - exact) < 1e-12)
        }
        let cosine = try factors("{kind: cosine}")
        #expect(cosine[0] == 1 && abs(cosine[4] - 0.5) < 1e-12)
        let warm = try factors("{kind: constant, warm-up-epochs: 4}")
        #expect(warm[0] < 0.2 && warm[1] > warm[0] && warm[4] == 1)
        #expect(throws: RecipeError.missingKey(path: "schedule", key: "milestones")) {
            try factors("{kind: multi-step}")
        }
    }

    @Test("keeps the last epoch, or the best where it stops early")
    func keep() throws {
        #expect(try plan("{epochs: 3}").keep == .last)
        #expect(try plan("{patience: 3}").keep == .best)
        #expect(try plan("{patience: 3, keep: last}").keep == .last)
    }
}
