import Torch

/// Which tokens of a step's texts are real: means over them alone, so that padding changes no loss.
///
/// A mean is one over the tokens of each text, then over the texts: texts count alike, and micro-batches
/// add up to what the whole batch gives.
struct TokenMask {
    /// 1 for a token, 0 for padding, `[N, length]`.
    let tokens: Tensor
    /// The tokens of each text, at least 1, `[N]`.
    private let counts: Tensor

    /// - Throws: `MethodError.unsuitable` where the step has no token batch.
    init(_ step: DistillationStep, for method: String) throws {
        guard let inputs = step.inputs, inputs.isTokenBatch else {
            throw MethodError.unsuitable(
                method: method,
                reason: "it looks at the tokens of texts, and the step has none; give it texts")
        }
        tokens = try inputs.tokens(.mask).to(step.student.scalarType)
        counts = try tokens.sum(dimension: 1).clamped(minimum: 1)
    }

    /// The mean of a number a token, `[N, length]`.
    func mean(of values: Tensor) throws(TorchError) -> Tensor {
        try ((values * tokens).sum(dimension: 1) / counts).mean()
    }

    /// The mean squared difference of states `[N, length, width]`.
    func squaredError(of student: Tensor, from teacher: Tensor) throws(TorchError) -> Tensor {
        try mean(of: (student - teacher).square().mean(dimension: 2))
    }

    /// The mean squared difference of scores `[N, heads, length, length]` between tokens.
    func squaredError(ofScores student: Tensor, from teacher: Tensor) throws(TorchError) -> Tensor {
        let pairs = try (student - teacher).square().mean(dimension: 1)
        let rows = try (pairs * tokens.unsqueezed(1)).sum(dimension: 2) / counts.unsqueezed(1)
        return try mean(of: rows)
    }

    /// KL(teacher ‖ student) of what each token attends to, of scores `[N, heads, length, length]`, the
    /// mean over heads and tokens.
    func divergence(ofScores student: Tensor, from teacher: Tensor) throws(TorchError) -> Tensor {
        let closing = try Padding.closing(tokens).unsqueezed(1).unsqueezed(1)
        let rows = try (teacher + closing).divergence(of: student + closing)
        return try mean(of: rows.mean(dimension: 1))
    }
}
