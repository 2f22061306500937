import Torch

extension TrainingData {
    /// Logits of all examples of a split, `[examples, classes]` row-major, with their labels.
    ///
    /// The model is put into evaluation mode.
    func logits(
        of network: any Layer, on dataset: any Dataset
    ) throws -> (logits: [Float], labels: [Int], indices: [Int]) {
        network.setTraining(false)
        return try logits(on: dataset) { batch in
            try withoutGradients { () throws(TorchError) in try network(batch.inputs) }
        }
    }

    /// The same of whatever answers a batch with logits.
    func logits(
        on dataset: any Dataset, answer: (TensorBatch) throws -> Tensor
    ) throws -> (logits: [Float], labels: [Int], indices: [Int]) {
        var logits: [Float] = []
        var labels: [Int] = []
        var indices: [Int] = []
        let loader = plainBatches(of: dataset)
        while let batch = try loader.next() {
            logits += try answer(batch).to(.float32).elements()
            labels += batch.indices.map { dataset.label(at: $0) }
            indices += batch.indices
        }
        return (logits, labels, indices)
    }

    /// The share of validation examples whose largest logit is the label's.
    func top1(of network: any Layer) throws -> Double {
        let (logits, labels, _) = try logits(of: network, on: validation)
        guard !labels.isEmpty else { return 0 }
        let classes = logits.count / labels.count
        var right = 0
        for (row, label) in labels.enumerated() {
            let scores = logits[row * classes..<(row + 1) * classes]
            let best = scores.indices.max { scores[$0] < scores[$1] }
            if best == row * classes + label { right += 1 }
        }
        return Double(right) / Double(labels.count)
    }
}
