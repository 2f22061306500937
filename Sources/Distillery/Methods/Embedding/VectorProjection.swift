import Torch

/// Carries the student's vectors to the teacher's width, where they differ: a linear layer that is
/// trained beside the student and not handed over.
final class VectorProjection: Module {
    let linear: Linear?

    init(for setting: MethodSetting) throws {
        let (own, taught) = (setting.student.vectorWidth, setting.teacher?.vectorWidth)
        guard let own, let taught, own != taught else {
            linear = nil
            return
        }
        linear = try Linear(own, taught)
    }

    /// The step's vectors of both, `[batch, width]`.
    func vectors(
        _ step: DistillationStep, for method: String
    ) throws -> (student: Tensor, teacher: Tensor) {
        let taught = try step.requireTeacher()
        let own = try linear.map { try $0(step.student) } ?? step.student
        guard own.shape == taught.shape else {
            throw MethodError.unsuitable(
                method: method,
                reason: "the student's vectors have the shape \(own.shape), the teacher's "
                    + "\(taught.shape)")
        }
        return (own, taught)
    }
}

extension TappedNetwork {
    /// The width of the vectors that a network puts out; nil where nobody ran it.
    fileprivate var vectorWidth: Int? {
        (network as? any TextNetwork)?.configuration.width ?? answerWidth
    }
}
