import Torch

/// Kullback-Leibler divergence between softened teacher and student distributions (Hinton et al., 2015).
///
/// Logits are `[batch, classes]`; the result is a scalar, the batch mean times `temperature²`
/// so that gradients keep their size when the temperature changes.
public struct SoftTargetLoss: Sendable, Equatable {
    public var temperature: Double

    public init(temperature: Double = 4) { self.temperature = temperature }

    public func callAsFunction(
        student: Tensor, teacher: Tensor
    ) throws(TorchError) -> Tensor {
        let target = try (teacher / temperature).softmax(dimension: -1)
        let targetLog = try (teacher / temperature).logSoftmax(dimension: -1)
        let predictedLog = try (student / temperature).logSoftmax(dimension: -1)
        let divergence = try (target * (targetLog - predictedLog)).sum(dimension: -1).mean()
        return try temperature * temperature * divergence
    }
}
