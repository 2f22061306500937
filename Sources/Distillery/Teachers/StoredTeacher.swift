import Torch

/// A teacher that is not here: its answers come from a store of labels.
///
/// The batches must show views of the store: see `ViewCycle`.
public final class StoredTeacher: Teacher {
    public let store: LabelStore
    private let split: DatasetSplit
    private let taps: [String]
    private let device: Device

    /// - Parameter taps: the paths of the teacher's layers whose outputs belong to the answers.
    /// - Throws: `LabelStoreError.noTap` for one that the store does not keep.
    public init(
        _ store: LabelStore, split: DatasetSplit = .train, taps: [String] = [],
        device: Device = .cpu
    ) throws(LabelStoreError) {
        try store.requireTaps(taps)
        self.store = store
        self.split = split
        self.taps = taps
        self.device = device
    }

    public func answer(_ batch: TensorBatch) throws -> TeacherAnswer {
        guard batch.ids.count == batch.count else {
            throw LabelStoreError.request(
                what: "a batch for a store", found: "without ids", expected: "of examples with ids")
        }
        let stored = try store.answer(
            to: batch.ids, at: batch.indices, view: store.isOfWholeExamples ? 0 : batch.view,
            of: split, taps: taps, length: batch.inputs.isTokenBatch ? batch.inputs.shape[2] : nil)
        return TeacherAnswer(
            logits: try stored.logits.to(device),
            // As a network lays them out that runs beside the student.
            taps: try stored.taps.mapValues { try $0.to(device).to(.channelsLast) })
    }
}
