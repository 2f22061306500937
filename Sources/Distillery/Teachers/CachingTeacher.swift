import Foundation
import Torch

/// A teacher in this process whose answers go into a store, and come from there from then on.
///
/// A view is labelled as a whole when it is first asked for, in the dataset's order: so the answers
/// are, to the last bit, independent of the order of the training and of when it was stopped.
final class CachingTeacher: Teacher {
    private let labeller: Labeller
    private let taps: [String]
    private let device: Device
    private var stored: StoredTeacher?
    private var labelledViews: Set<Int> = []

    /// - Parameter taps: the taps that `labeller`'s teacher answers with, which the store keeps.
    init(_ labeller: Labeller, taps: [String], device: Device) {
        self.labeller = labeller
        self.taps = taps
        self.device = device
    }

    func answer(_ batch: TensorBatch) throws -> TeacherAnswer {
        let stored = try stored(view: batch.view)
        do {
            return try stored.answer(batch)
        } catch LabelStoreError.noLabel {
            // A picture that became readable meanwhile.
            return try labeller.teacher.answer(batch)
        }
    }

    private func stored(view: Int) throws -> StoredTeacher {
        if let stored, labelledViews.contains(view) { return stored }
        try labeller.label { $0.split == .train && $0.view == view }
        labelledViews.insert(view)
        let teacher = try StoredTeacher(
            LabelStore(labeller.writer.url), taps: taps, device: device)
        stored = teacher
        return teacher
    }
}
