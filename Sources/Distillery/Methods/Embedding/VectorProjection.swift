import Torch

/// Brings the vectors of both networks to one width, where theirs differ.
///
/// A linear layer carries the student's to the teacher's width; it is trained beside the student and
/// not handed over. Or the teacher's are projected onto their principal directions.
final class VectorProjection: Module {
    let linear: Linear?
    let principal: PrincipalProjection?

    init(
        _ kind: VectorRegression.Projection, for setting: MethodSetting, method: String
    ) throws {
        let (own, taught) = (setting.student.vectorWidth, setting.teacher?.vectorWidth)
        guard let own, let taught, own != taught else {
            (linear, principal) = (nil, nil)
            return
        }
        linear = kind == .linear ? try Linear(own, taught) : nil
        principal =
            kind == .principal
            ? try PrincipalProjection(
                from: taught, to: own, isNormalised: setting.student.isNormalised, for: method)
            : nil
    }

    /// The step's vectors of both, `[batch, width]`.
    func vectors(
        _ step: DistillationStep, for method: String
    ) throws -> (student: Tensor, teacher: Tensor) {
        let answer = try step.requireTeacher()
        let taught = try principal.map { try $0(answer) } ?? answer
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
    private var text: TextConfiguration? { (network as? any TextNetwork)?.configuration }

    /// The width of the vectors that a network puts out; nil where nobody ran it.
    fileprivate var vectorWidth: Int? { text?.outputWidth ?? answerWidth }

    /// Whether its vectors have length 1.
    fileprivate var isNormalised: Bool {
        guard case .embedding(_, let isNormalised) = text?.task else { return false }
        return isNormalised
    }
}
