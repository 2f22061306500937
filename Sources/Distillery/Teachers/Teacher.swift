import Torch

/// Whatever answers a batch with outputs to learn from.
public protocol Teacher {
    /// What there is to learn about the views of a batch, without autograd.
    func answer(_ batch: TensorBatch) throws -> TeacherAnswer
}

/// A teacher's outputs for one batch.
public struct TeacherAnswer {
    /// `[batch, classes]`.
    public var logits: Tensor
    /// Outputs inside of the teacher by dotted path, batch first: those that were asked for.
    public var taps: [String: Tensor]
    /// What each of several teachers answered; empty where there is one.
    public var members: [TeacherAnswer]

    public init(
        logits: Tensor, taps: [String: Tensor] = [:], members: [TeacherAnswer] = []
    ) {
        self.logits = logits
        self.taps = taps
        self.members = members
    }
}
