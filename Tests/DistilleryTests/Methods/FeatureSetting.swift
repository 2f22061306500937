import Torch

@testable import Distillery

/// Two small networks for pictures of 32 pixels and 10 classes, and a step of both.
struct FeatureSetting {
    let setting: MethodSetting
    private let inputs: Tensor

    init(_ student: ModelPlan, _ teacher: ModelPlan) throws {
        let inputs = try Tensor.random([4, 3, 32, 32])
        self.inputs = inputs
        func network(_ plan: ModelPlan, _ role: ModelRole) throws -> TappedNetwork {
            let size = ImageSize(width: 32, height: 32)
            let model = try ModelCatalog.builtIn.makeModel(
                plan.configuration(classes: 10, channels: 3, imageSize: size))
            return try TappedNetwork(
                model, role: role, example: inputs.slice(dimension: 0, from: 0, to: 2))
        }
        setting = MethodSetting(
            student: try network(student, .student), teacher: try network(teacher, .teacher),
            classes: 10, examples: 4, labels: [0, 1, 2, 3], epochs: 10)
    }

    init(_ student: String, _ teacher: String) throws {
        try self.init(ModelPlan(student), ModelPlan(teacher))
    }

    /// What both networks put out for the same pictures, at the objective's taps.
    func step(for objective: any Objective) throws -> DistillationStep {
        func outputs(
            _ network: TappedNetwork?, _ paths: [String]
        ) throws -> (logits: Tensor, taps: [String: Tensor]) {
            guard let model = network?.network else { throw MethodError.noTeacher }
            let session = try TapSession(paths, in: model)
            let logits = try session.listen { try model(inputs) }
            return (logits, session.outputs)
        }
        let own = try outputs(setting.student, objective.taps.student)
        let taught = try withoutGradients {
            try outputs(setting.teacher, objective.taps.teacher)
        }
        return DistillationStep(
            student: own.logits, teacher: taught.logits, studentTaps: own.taps,
            teacherTaps: taught.taps,
            targets: Targets(labels: try Tensor([0, 1, 2, 3] as [Int64])))
    }
}
