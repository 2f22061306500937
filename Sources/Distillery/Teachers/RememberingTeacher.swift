import Torch

/// A teacher whose answers to a whole dataset were computed once, in the dataset's order.
///
/// Right only where an example's view never changes: without random augmentation. The fixed order
/// makes the answers, to the last bit, independent of when a run was stopped and resumed.
public final class RememberingTeacher: Teacher {
    /// `[examples, classes]`, by the example's place in the dataset.
    private let table: Tensor
    private let device: Device

    /// Asks `teacher` about every batch that `next` gives; batches cover the dataset in order.
    public init(
        asking teacher: any Teacher, device: Device, next: () throws -> TensorBatch?
    ) throws {
        var answers: [Tensor] = []
        while let batch = try next() { answers.append(try teacher.logits(for: batch)) }
        table = try Tensor.concatenated(answers)
        self.device = device
    }

    public func logits(for batch: TensorBatch) throws(TorchError) -> Tensor {
        let places = try Tensor(batch.indices.map(Int64.init)).to(device)
        return try table.select(dimension: 0, indices: places)
    }
}
