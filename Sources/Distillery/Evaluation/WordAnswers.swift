import Torch

/// Guesses of hidden words: of the whole vocabulary's logits only what the figures need.
struct WordAnswers: Answers {
    private(set) var indices: [Int] = []
    /// The likeliest word for each hidden one.
    private var guesses: [Int64] = []
    private var right = 0
    private var amongFive = 0
    private var negativeLogLikelihood = 0.0

    mutating func add(_ output: Tensor, to batch: TensorBatch) throws {
        indices += batch.indices
        let logits = try batch.targets.answers(in: output).to(.float32)
        guard logits.shape[0] > 0 else { return }
        let labels = batch.targets.labels
        guesses += try logits.argmax(dimension: 1).elements() as [Int64]
        let own = try logits.gather(dimension: 1, indices: labels.unsqueezed(1))
        // How many words are likelier than the hidden one: 0 where the guess is right.
        let above = try (logits - own).isGreater(than: 0).choosing(1, otherwise: 0)
            .sum(dimension: 1)
        let ranks: [Float] = try above.elements()
        right += ranks.count { $0 < 1 }
        amongFive += ranks.count { $0 < 5 }
        negativeLogLikelihood += try Double(
            logits.crossEntropy(with: labels, labelSmoothing: 0, reduction: .sum).item())
    }

    func quality(against teacher: (any Answers)?) throws -> AnswerQuality {
        var quality = AnswerQuality()
        let count = Double(max(guesses.count, 1))
        quality.top1 = Double(right) / count
        quality.top5 = Double(amongFive) / count
        quality.crossEntropy = negativeLogLikelihood / count
        if let teacher = teacher as? WordAnswers, teacher.guesses.count == guesses.count {
            quality.agreement =
                Double(zip(guesses, teacher.guesses).count { $0 == $1 }) / count
        }
        return quality
    }
}
