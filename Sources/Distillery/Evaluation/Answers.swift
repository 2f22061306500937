import Torch

/// A model's answers to all examples of a split, kept in what the task's figures are computed from.
public protocol Answers {
    /// The places of the examples in their dataset, in the order of the answers.
    var indices: [Int] { get }

    /// Takes in what a network puts out for a batch.
    mutating func add(_ output: Tensor, to batch: TensorBatch) throws

    /// How good they are.
    ///
    /// - Parameter teacher: the teacher's answers to the same examples, to compare with.
    func quality(against teacher: (any Answers)?) throws -> AnswerQuality
}
