import Torch

/// Easy examples first: in every batch the methods see the share that is easiest, which grows.
///
/// The share goes in equal steps from `from` to 1 over `epochs`. How easy an example is says the teacher
/// (`teacher-confidence`: its largest probability; `teacher-loss`: its cross-entropy with the label) or
/// the student as it is by then (`student-loss`).
public struct Curriculum: Strategy {
    public static let kind = "curriculum"
    public static let summary = "easy examples first, as teacher or student find them"
    public static let paper = Paper("Bengio et al.", "Curriculum Learning", 2009)
    public static let options: [MethodOption<Self>] = [
        MethodOption(choice: "by", \.by), .share("from", \.from), .count("epochs", \.epochs),
        .methods(\.methods),
    ]

    public enum Measure: String, Sendable, CaseIterable {
        case teacherConfidence = "teacher-confidence"
        case teacherLoss = "teacher-loss"
        case studentLoss = "student-loss"
    }

    public var by = Measure.teacherConfidence
    /// The share of a batch in the first epoch.
    public var from = 0.5
    /// The epochs until all examples count.
    public var epochs = 10
    public var methods = [AnyMethod(KnowledgeDistillation())]

    public init() {}

    public var needs: MethodNeeds {
        let own: MethodNeeds =
            switch by {
            case .teacherConfidence: .teacher
            case .teacherLoss: [.teacher, .plainLabels]
            case .studentLoss: .plainLabels
            }
        return methods.reduce(own) { $0.union($1.method.needs) }
    }

    public func makeObjective(for setting: MethodSetting) throws -> any Objective {
        if by != .studentLoss { _ = try setting.requireTeacher(for: Self.kind) }
        return CurriculumObjective(self, try together().makeObjective(for: setting))
    }

    /// The share of a batch in an epoch, 0…1.
    func share(epoch: Int) -> Double { min(1, from + (1 - from) * Double(epoch) / Double(epochs)) }

    /// How hard each example of a step is, `[batch]`.
    func difficulty(_ step: DistillationStep) throws -> Tensor {
        try withoutGradients {
            switch by {
            case .teacherConfidence:
                try -step.requireTeacher().softmax(dimension: -1).top(1).values.squeezed(-1)
            case .teacherLoss:
                try step.requireTeacher().crossEntropy(with: step.targets.labels, reduction: .none)
            case .studentLoss:
                try step.student.crossEntropy(with: step.targets.labels, reduction: .none)
            }
        }
    }
}

/// Methods at work on the easiest examples of each step.
final class CurriculumObjective: Objective {
    let method: any Objective
    private let curriculum: Curriculum

    init(_ curriculum: Curriculum, _ method: any Objective) {
        self.curriculum = curriculum
        self.method = method
    }

    var taps: Taps { method.taps }
    var phases: [TrainingPhase] { method.phases }
    var partsOptimizer: OptimizerPlan? { method.partsOptimizer }
    var asksTeacher: Bool { method.asksTeacher }
    /// Examples are chosen from the whole batch.
    var comparesExamples: Bool { true }
    func batch(for loaded: TensorBatch) throws -> TensorBatch { try method.batch(for: loaded) }

    func terms(_ step: DistillationStep) throws -> [LossTerm] {
        let count = step.student.shape[0]
        let kept = max(1, Int((curriculum.share(epoch: step.epoch) * Double(count)).rounded()))
        guard step.phase == nil, kept < count else { return try method.terms(step) }
        let rows = try (-curriculum.difficulty(step)).top(kept).indices
        return try method.terms(step.keeping(rows: rows))
    }
}
