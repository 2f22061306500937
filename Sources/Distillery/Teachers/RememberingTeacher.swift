import Torch

/// A teacher whose answers to a whole dataset were computed once, in the dataset's order.
///
/// It answers with logits alone. Right only where an example's view never changes: without random augmentation. The fixed order
/// makes the answers, to the last bit, independent of when a run was stopped and resumed.
public final class RememberingTeacher: Teacher {
    private let teacher: any Teacher
    /// `[answered examples, classes]`.
    private let table: Tensor
    /// The row of each example of the dataset; nil where its picture could not be read.
    private let rows: [Int64?]

    /// Asks `teacher` about every batch that `next` gives.
    ///
    /// - Parameter examples: how many the dataset has; batches may leave unreadable ones out.
    public init(
        asking teacher: any Teacher, examples: Int, next: () throws -> TensorBatch?
    ) throws {
        self.teacher = teacher
        var answers: [Tensor] = []
        var rows = [Int64?](repeating: nil, count: examples)
        var count: Int64 = 0
        while let batch = try next() {
            answers.append(try teacher.answer(batch).logits)
            for index in batch.indices {
                rows[index] = count
                count += 1
            }
        }
        table = try Tensor.concatenated(answers)
        self.rows = rows
    }

    public func answer(_ batch: TensorBatch) throws -> TeacherAnswer {
        let known = batch.indices.compactMap { rows[$0] }
        // A picture that became readable meanwhile has no row.
        guard known.count == batch.count else { return try teacher.answer(batch) }
        return TeacherAnswer(
            logits: try table.select(dimension: 0, indices: Tensor(known).to(table.device)))
    }
}
