import Torch

/// Kullback-Leibler divergence between softened teacher and student distributions (Hinton et al., 2015).
///
/// Logits are `[batch, classes]`; the result is a scalar: the sum over classes, times T² so that
/// gradients keep their size when the temperature changes, and the mean over the batch.
public struct SoftTargetLoss: Sendable, Equatable {
    public var temperature: Temperature
    /// Whether both are standardised first (Sun et al., 2024).
    public var standardize: Bool

    public init(temperature: Temperature = 4, standardize: Bool = false) {
        self.temperature = temperature
        self.standardize = standardize
    }

    /// The loss of a step, at the temperature that its epoch and examples ask for.
    public func callAsFunction(_ step: DistillationStep) throws -> Tensor {
        try self(
            student: step.student, teacher: step.requireTeacher(), epoch: step.epoch,
            of: step.epochs)
    }

    public func callAsFunction(
        student: Tensor, teacher: Tensor, epoch: Int = 0, of epochs: Int = 1
    ) throws(TorchError) -> Tensor {
        let student = try standardize ? student.standardized() : student
        let teacher = try standardize ? teacher.standardized() : teacher
        switch try temperature.value(student: student, teacher: teacher, epoch: epoch, of: epochs) {
        case .all(let value):
            let divergence = try (teacher / value).divergence(of: student / value).mean()
            return try value * value * divergence
        case .each(let column):
            let rows = try (teacher / column).divergence(of: student / column)
            return try (column.square().squeezed(-1) * rows).mean()
        }
    }
}

extension Tensor {
    /// KL(softmax(self) ‖ softmax(student)) of logits `[batch, classes]`: `[batch]`.
    func divergence(of student: Tensor) throws(TorchError) -> Tensor {
        let targetLog = try logSoftmax(dimension: -1)
        let predictedLog = try student.logSoftmax(dimension: -1)
        return try (softmax(dimension: -1) * (targetLog - predictedLog)).sum(dimension: -1)
    }

    /// Rows with mean 0 and deviation 1: `(z − mean) / (10⁻⁷ + std)`, `[batch, classes]`.
    ///
    /// The unbiased deviation is a norm, whose gradient at 0 is 0: a row of equal logits stays finite.
    func standardized() throws(TorchError) -> Tensor {
        let centered = try self - mean(dimension: -1, keeping: true)
        let freedom = Double(max(1, shape[1] - 1))
        let deviation =
            try centered.norm(dimensions: [-1], keeping: true) / freedom.squareRoot()
        return try centered / (deviation + 1e-7)
    }
}
