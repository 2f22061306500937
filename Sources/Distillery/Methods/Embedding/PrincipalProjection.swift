import Torch

/// Carries the teacher's vectors to the student's width: onto their principal directions (Reimers and
/// Gurevych's reduction of a teacher, as sentence-transformers has it).
///
/// The directions are those of the teacher's vectors of training texts. Their mean is taken off to
/// find them, and stays in what is projected, so that similarities are kept. Where the student's
/// vectors have length 1, the projected ones are brought to it, too.
final class PrincipalProjection: Module, FittedToTeacher {
    /// `[own width, teacher's width]`; nothing before they are fitted.
    let directions: Buffer
    private let isNormalised: Bool
    private let method: String

    /// - Throws: `MethodError.unsuitable` where the student is not the narrower one.
    init(from taught: Int, to own: Int, isNormalised: Bool, for method: String) throws {
        guard own < taught else {
            throw MethodError.unsuitable(
                method: method,
                reason:
                    "the teacher's vectors have \(taught) numbers, the student's \(own): principal "
                    + "directions make vectors narrower; take 'projection: linear'")
        }
        directions = try Buffer(.zeros([own, taught]))
        self.isNormalised = isNormalised
        self.method = method
    }

    let wantedAnswers = 10_000

    /// - Throws: `MethodError.unsuitable` where there are fewer vectors than directions.
    func fit(to answers: Tensor) throws {
        let (own, taught) = (directions.tensor.shape[0], directions.tensor.shape[1])
        guard answers.rank == 2, answers.shape[1] == taught, answers.shape[0] > own else {
            throw MethodError.unsuitable(
                method: method,
                reason:
                    "\(own) principal directions take more than \(own) training texts, with the "
                    + "teacher's vectors of \(taught) numbers; there are answers of the shape "
                    + "\(answers.shape); take 'projection: linear' or more texts")
        }
        try directions.tensor.copy(from: PrincipalDirections.of(answers, count: own))
    }

    /// `[batch, teacher's width]` to `[batch, own width]`.
    func callAsFunction(_ vectors: Tensor) throws(TorchError) -> Tensor {
        let projected = try vectors.matrixProduct(with: directions.tensor.transposed(0, 1))
        return isNormalised ? try projected.withUnitLength(along: 1) : projected
    }
}
