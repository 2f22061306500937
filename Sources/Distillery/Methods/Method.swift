import Torch

/// A way of teaching: named loss terms over what student and teacher put out.
///
/// A method is a value that recipes decode by its `kind`; see `MethodCatalog`.
public protocol Method: Codable, Sendable, Equatable {
    /// The method's name in the literature, in lower case: `kd`.
    static var kind: String { get }
    /// One sentence for `distill list methods`.
    static var summary: String { get }
    /// Authors, title and year.
    static var paper: String { get }
    /// Whether the method compares with a teacher.
    var needsTeacher: Bool { get }

    /// The terms whose weighted sum the student minimises.
    func terms(_ step: DistillationStep) throws(TorchError) -> [LossTerm]
}

/// What a method may look at in one step.
public struct DistillationStep {
    /// The student's logits, `[batch, classes]`, with their graph.
    public var student: Tensor
    /// The teacher's logits for the same views, `[batch, classes]`, cut off from autograd.
    public var teacher: Tensor?
    public var targets: Targets
    /// The epoch that this step belongs to, from 0.
    public var epoch: Int

    public init(student: Tensor, teacher: Tensor?, targets: Targets, epoch: Int) {
        self.student = student
        self.teacher = teacher
        self.targets = targets
        self.epoch = epoch
    }
}

/// One named part of a loss.
public struct LossTerm {
    /// The name under which metrics show the term.
    public var name: String
    /// A scalar with its graph, before weighting.
    public var value: Tensor
    public var weight: Double

    public init(_ name: String, _ value: Tensor, weight: Double = 1) {
        self.name = name
        self.value = value
        self.weight = weight
    }
}
