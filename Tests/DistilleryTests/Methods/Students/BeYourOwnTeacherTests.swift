import Testing
import Torch

@testable import Distillery

@Suite("Be your own teacher")
struct BeYourOwnTeacherTests {
    private func setting(_ plan: ModelPlan) throws -> MethodSetting {
        let training = try TinyTraining()
        return try training.data.setting(
            student: training.makeModel(plan), teacher: nil, epochs: 2)
    }

    @Test("puts an exit at the end of every stage but the last, as wide as the network's own head")
    func exits() throws {
        let setting = try setting(ModelPlan("resnet8"))
        let objective = try #require(
            BeYourOwnTeacher().makeObjective(for: setting) as? BeYourOwnTeacherObjective)
        #expect(objective.taps.student == ["layer1", "layer2", setting.student.pooled])
        #expect(objective.taps.teacher.isEmpty)
        #expect(objective.exits.map(\.head.weight.tensor.shape) == [[3, 64], [3, 64]])
        // From 8 and 4 pixels to the last map's 2.
        #expect(objective.exits.map(\.shrink.stride) == [[4, 4], [2, 2]])
    }

    @Test("lets the exits learn from the deepest, and the deepest from the labels alone")
    func gradients() throws {
        let training = try TinyTraining()
        let student = try training.makeModel(ModelPlan("resnet8"))
        let setting = try training.data.setting(student: student, teacher: nil, epochs: 2)
        let method = BeYourOwnTeacher().with { $0.alpha = 1 }
        let objective = try method.makeObjective(for: setting)
        student.setTraining(true)
        let step = try TrainingStep(
            model: student, objective: objective,
            plan: TrainingPlan(
                batchSize: 6, optimizer: OptimizerPlan(learningRate: 0.1, weightDecay: 0)))
        let head = try #require(student.namedParameters().first { $0.path == "fc.weight" })
        let before = try head.parameter.tensor.copied().detached()
        let batch = TensorBatch(
            indices: Array(0..<6), inputs: try .randomNormal([6, 3, 8, 8]),
            targets: Targets(labels: try Tensor([Int64(0), 1, 2, 0, 1, 2])))
        let losses = try step(batch)
        // With alpha 1 no label counts, so that nothing teaches the network's own head.
        #expect(try head.parameter.tensor.isIdentical(to: before))
        let soft = try #require(losses[MetricName.loss(term: "exits-soft")])
        var last = soft
        for _ in 0..<20 {
            last = try step(batch)[MetricName.loss(term: "exits-soft")] ?? .infinity
        }
        #expect(last < soft)
    }

    @Test("tells what to do about a network without stages, or with one")
    func mistakes() throws {
        func reason(_ plan: ModelPlan) throws -> String {
            let error = #expect(throws: MethodError.self) {
                try BeYourOwnTeacher().makeObjective(for: setting(plan))
            }
            return error?.description ?? ""
        }
        #expect(try reason(ModelPlan("mlp", hidden: [8])).contains("compares feature maps"))
        let one = ModelPlan("cnn", blocks: [ConvolutionBlock(width: 8)])
        #expect(try reason(one).contains("name earlier modules in student-taps"))
    }
}
