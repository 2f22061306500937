import Torch

/// One student for several tasks on the same pictures: beside its own head, which learns the data's
/// classes by `methods`, it gets one linear head a further task, each taught by a teacher of its own.
///
/// ```yaml
/// method:
///   kind: tasks
///   methods: [kd]
///   tasks:
///     - {name: colour, teacher: runs/colour/teacher}
///     - {name: shape, teacher: {model: resnet20, weights: shape.pth}, method: dist, weight: 0.5}
/// ```
///
/// The loss is `L(methods) + Σ weight · L(method; W f + b, teacher's logits)`, where `f` is the vector
/// that the student's own head reads. The data has no labels of further tasks, so their methods take
/// the teacher's word alone. The heads are handed over with the student: `ModelFolder.heads()`.
public struct SeveralTasks: Strategy {
    public static let kind = "tasks"
    public static let summary = "one student with several heads, each from a teacher of its own"
    public static let paper = Paper(
        "Caruana; Hinton et al.",
        "Multitask Learning, 1997; Distilling the Knowledge in a Neural Network (the heads' loss)",
        2015)
    public static let options: [MethodOption<Self>] = [
        .methods(\.methods), MethodOption("tasks", \.tasks),
    ]

    /// How the data's own classes are learned, from the recipe's teacher.
    public var methods = [AnyMethod(KnowledgeDistillation())]
    /// The further tasks; without any it is `methods` alone.
    public var tasks: [FurtherTask] = []

    public init() {}

    public init(_ tasks: [FurtherTask], beside methods: [any Method] = [KnowledgeDistillation()]) {
        self.methods = methods.map(AnyMethod.init)
        self.tasks = tasks
    }

    public func makeObjective(for setting: MethodSetting) throws -> any Objective {
        let own = try together().makeObjective(for: setting)
        for (index, task) in tasks.enumerated() {
            if tasks[..<index].contains(where: { $0.name == task.name }) {
                throw MethodError.unsuitable(
                    method: Self.kind,
                    reason: "two tasks are named '\(task.name)'; give each a name of its own")
            }
            try task.requireAnswersAlone()
        }
        return SeveralTasksObjective(
            own, tasks: try tasks.map { try TaskObjective($0, for: setting) })
    }
}

/// All tasks at work: the data's own, and one head a further task.
///
/// Phases are those of the own task's methods; the heads are taught in the main one.
final class SeveralTasksObjective: Objective {
    let method: any Objective
    let tasks: [TaskObjective]

    init(_ method: any Objective, tasks: [TaskObjective]) {
        self.method = method
        self.tasks = tasks
    }

    var taps: Taps { tasks.reduce(method.taps) { $0.union($1.taps) } }
    var phases: [TrainingPhase] { method.phases }
    var partsOptimizer: OptimizerPlan? { method.partsOptimizer }
    var asksTeacher: Bool { method.asksTeacher }
    var comparesExamples: Bool {
        method.comparesExamples || tasks.contains { $0.comparesExamples }
    }

    func batch(for loaded: TensorBatch) throws -> TensorBatch { try method.batch(for: loaded) }

    func terms(_ step: DistillationStep) throws -> [LossTerm] {
        let own = try method.terms(step)
        return step.phase == nil ? own + (try tasks.flatMap { try $0.terms(step) }) : own
    }
}
