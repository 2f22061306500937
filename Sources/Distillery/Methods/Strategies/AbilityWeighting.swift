import Torch

/// The teacher has the more to say the further the student is behind: all terms but that of the labels
/// are multiplied by how far.
///
/// The factor is `(a_t − a_s) / a_t`, at least `floor` and at most 1, of running means of the accuracy on
/// the batches: 1 for a student that knows nothing, `floor` for one that has caught up.
public struct AbilityWeighting: Strategy {
    public static let kind = "ability-weighted"
    public static let summary = "the teacher's terms fade as the student catches up"
    public static let paper = Paper(
        "Jafari et al.",
        "Annealing Knowledge Distillation (the idea; the measure is this library's)",
        2021)
    public static let options: [MethodOption<Self>] = [
        .share("floor", \.floor), .share("momentum", \.momentum), .methods(\.methods),
    ]

    /// The least that the factor becomes.
    public var floor = 0.1
    /// The share of the former mean that is kept at each step.
    public var momentum = 0.99
    public var methods = [AnyMethod(KnowledgeDistillation())]

    public init() {}

    public var needs: MethodNeeds {
        methods.reduce([.teacher, .plainLabels]) { $0.union($1.method.needs) }
    }

    public func makeObjective(for setting: MethodSetting) throws -> any Objective {
        _ = try setting.requireTeacher(for: Self.kind)
        return try AbilityObjective(self, together().makeObjective(for: setting))
    }
}

/// Methods at work whose terms fade.
final class AbilityObjective: Objective {
    let method: any Objective
    /// Running means of the accuracies of student and teacher, and of the weight that they have.
    let accuracies: Buffer
    private let plan: AbilityWeighting

    init(_ plan: AbilityWeighting, _ method: any Objective) throws {
        self.plan = plan
        self.method = method
        accuracies = try Buffer(.zeros([3]))
    }

    var taps: Taps { method.taps }
    var phases: [TrainingPhase] { method.phases }
    var partsOptimizer: OptimizerPlan? { method.partsOptimizer }
    var asksTeacher: Bool { method.asksTeacher }
    var comparesExamples: Bool { method.comparesExamples }
    func batch(for loaded: TensorBatch) throws -> TensorBatch { try method.batch(for: loaded) }

    func terms(_ step: DistillationStep) throws -> [LossTerm] {
        let factor = try factor(step)
        return try method.terms(step).map { term in
            var term = term
            if term.name != LossTerm.labels { term.weight *= factor }
            return term
        }
    }

    private func factor(_ step: DistillationStep) throws -> Double {
        let own = try accuracy(of: step.student, step)
        let taught = try accuracy(of: step.requireTeacher(), step)
        let former: [Float] = try accuracies.tensor.elements()
        let present = zip(former, [own, taught, 1]).map { old, new in
            Float(plan.momentum) * old + Float(1 - plan.momentum) * new
        }
        try withoutGradients { try accuracies.tensor.copy(from: Tensor(present)) }
        guard present[1] > 0 else { return 1 }
        return max(plan.floor, min(1, Double((present[1] - present[0]) / present[1])))
    }

    private func accuracy(of logits: Tensor, _ step: DistillationStep) throws -> Float {
        try withoutGradients {
            let isRight = try logits.argmax(dimension: 1).equals(step.targets.labels)
            return Float(try isRight.to(.float32).mean().item())
        }
    }
}
