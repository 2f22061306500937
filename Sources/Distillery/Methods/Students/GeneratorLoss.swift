import Foundation
import Torch

/// What a generator of pictures minimises against a teacher; all are scalars.
enum GeneratorLoss {
    /// Cross-entropy of the teacher's logits `[batch, classes]` with their own largest class: low where
    /// the teacher is sure (Chen et al., 2019).
    static func oneHot(_ logits: Tensor) throws(TorchError) -> Tensor {
        try logits.crossEntropy(with: logits.detached().argmax(dimension: 1))
    }

    /// Minus the mean size of the teacher's features: low where a picture excites it.
    static func activation(_ features: Tensor) throws(TorchError) -> Tensor {
        try -features.absoluteValue().mean()
    }

    /// `Σ p̄ log₁₀ p̄` of the batch's mean probabilities: low where all classes are drawn alike.
    static func informationEntropy(_ logits: Tensor) throws(TorchError) -> Tensor {
        // By logarithms, so that a class that nothing is like counts as 0 instead of as no number.
        let log =
            try logits.logSoftmax(dimension: 1).logSumExp(dimension: 0)
            - Foundation.log(Double(logits.shape[0]))
        return try (log.exponential() * log).sum() / M_LN10
    }

    /// `mean |z_s − z_t|` of logits: what the student lowers and the generator raises (Fang et al., 2019).
    static func disagreement(student: Tensor, teacher: Tensor) throws(TorchError) -> Tensor {
        try (student - teacher).absoluteValue().mean()
    }
}

extension Tensor {
    /// The same numbers, whose gradient arrives with the other sign at what they were computed from.
    func reversingGradient() throws(TorchError) -> Tensor {
        try requiresGradient ? detached() * 2 - self : self
    }
}
