import Torch

/// A method at work between two networks: its taps are chosen and its trainable parts are made.
///
/// As a module it holds what the method trains beside the student (connectors, critics, memories):
/// parameters and buffers are found in its stored properties, updated by the optimiser and kept in
/// checkpoints. They are no part of the student that a run hands over.
public protocol Objective: Module {
    /// What the method listens to in both networks.
    var taps: Taps { get }
    /// Phases before the main one; their epochs are taken from those of the plan.
    var phases: [TrainingPhase] { get }
    /// Which of the student's parts learn in the main phase, as prefixes of dotted paths; nil is all.
    var mainPaths: [String]? { get }
    /// Whether the examples of a step are compared with one another, so that a batch must stay whole.
    var comparesExamples: Bool { get }
    /// The optimiser of the method's own parts; nil trains them with the student's.
    var partsOptimizer: OptimizerPlan? { get }
    /// Whether the teacher is to answer every batch; a method that asks the teacher's network itself
    /// says no.
    var asksTeacher: Bool { get }

    /// What the networks are shown in place of a loaded batch.
    func batch(for loaded: TensorBatch) throws -> TensorBatch
    /// The terms whose weighted sum student and parts minimise.
    func terms(_ step: DistillationStep) throws -> [LossTerm]
}

extension Objective {
    public var taps: Taps { .none }
    public var phases: [TrainingPhase] { [] }
    public var mainPaths: [String]? { nil }
    public var comparesExamples: Bool { false }
    public var partsOptimizer: OptimizerPlan? { nil }
    public var asksTeacher: Bool { true }
    public func batch(for loaded: TensorBatch) throws -> TensorBatch { loaded }
}

/// Modules of both networks whose outputs a method wants, by dotted path.
public struct Taps: Sendable, Equatable {
    public var student: [String]
    public var teacher: [String]

    public init(student: [String] = [], teacher: [String] = []) {
        self.student = student
        self.teacher = teacher
    }

    public static let none = Taps()

    /// Both sets of taps, each path once.
    public func union(_ other: Taps) -> Taps {
        Taps(
            student: student + other.student.filter { !student.contains($0) },
            teacher: teacher + other.teacher.filter { !teacher.contains($0) })
    }
}

/// A part of a training before its main one, with a fresh optimiser and a schedule of its own.
public struct TrainingPhase: Sendable, Equatable {
    /// As steps, metrics and messages name it.
    public var name: String
    public var epochs: Int
    /// Which of the student's parts learn, as prefixes of dotted paths; nil is all of it, none leaves
    /// it as it is.
    public var studentPaths: [String]?

    public init(_ name: String, epochs: Int, studentPaths: [String]? = nil) {
        self.name = name
        self.epochs = epochs
        self.studentPaths = studentPaths
    }
}
