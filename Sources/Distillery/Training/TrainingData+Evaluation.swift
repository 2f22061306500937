import Torch

extension TrainingData {
    /// A network's answers to all examples of a split.
    ///
    /// It is put into evaluation mode.
    func answers(of network: any Layer, on dataset: any Dataset) throws -> any Answers {
        network.setTraining(false)
        return try answers(on: dataset) { batch in
            try withoutGradients { () throws(TorchError) in try network(batch.inputs) }
        }
    }

    /// The same of whatever answers a batch.
    func answers(
        on dataset: any Dataset, answer: (TensorBatch) throws -> Tensor
    ) throws -> any Answers {
        var answers = form.noAnswers(to: dataset)
        let loader = plainBatches(of: dataset)
        while let batch = try loader.next() { try answers.add(try answer(batch), to: batch) }
        return answers
    }

    /// How good a network is on the validation examples.
    ///
    /// - Parameter teacher: the teacher's answers to them, which count where nobody knows the truth.
    func score(
        of network: any Layer, against teacher: (any Answers)? = nil
    ) throws -> TaskScore {
        let answers = try answers(of: network, on: validation)
        return TaskScore(form.task, try answers.quality(against: teacher).score ?? 0)
    }
}
