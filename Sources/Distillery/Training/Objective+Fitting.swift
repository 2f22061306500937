import Torch

extension Objective {
    /// Shows parts that ask for it what the teacher answers to the first examples of a training.
    ///
    /// Draws nothing: what comes after has the random numbers that it would have had.
    func fitParts(
        to teacher: any Teacher, seed: UInt64, batchSize: Int, in environment: TrainingEnvironment
    ) throws {
        let parts = partsFittedToTeacher
        guard let wanted = parts.map(\.wantedAnswers).max() else { return }
        let begun = try RandomGenerator().state()
        let loader = environment.data.trainingBatches(
            seed: seed, epoch: 0, batchSize: batchSize, startBatch: 0, views: environment.views)
        var answers: [Tensor] = []
        var count = 0
        while count < wanted, let batch = try loader.next() {
            let answer = try teacher.answer(batch).logits.to(.float32)
            answers.append(answer)
            count += batch.count
        }
        let all = try Tensor.concatenated(answers, dimension: 0)
        for part in parts { try part.fit(to: all) }
        try RandomGenerator().restore(begun)
    }
}
