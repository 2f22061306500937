import Torch

/// The examples that are chosen from, with what brings them to networks.
struct SelectionPool {
    let dataset: any Dataset
    let form: any InputForm
    let device: Device
    private let workers: Int
    /// Where examples are noted that cannot be read, and so are not chosen.
    let skipped: SkippedImages

    init(_ dataset: any Dataset, form: any InputForm, device: Device, workers: Int) {
        self.dataset = dataset
        self.form = form
        self.device = device
        self.workers = workers
        skipped = SkippedImages(for: dataset)
    }

    /// What networks answer to the examples at some places; of those that can be read.
    ///
    /// - Precondition: there is a network, and all have the same classes.
    func answers(
        of networks: [any Classifier], at places: [Int]
    ) throws -> [(place: Int, answer: CommitteeAnswer)] {
        var answers: [(place: Int, answer: CommitteeAnswer)] = []
        let batches = batches(at: places)
        while let batch = try batches.next() {
            let shares = try networks.map { network in
                try withoutGradients { () throws(TorchError) in
                    try network(batch.inputs).to(.float32).softmax(dimension: -1)
                        .elements() as [Float]
                }
            }
            let classes = networks[0].classes
            for (row, place) in batch.indices.enumerated() {
                let members = shares.map { share in
                    share[row * classes..<(row + 1) * classes].map(Double.init)
                }
                answers.append((place, CommitteeAnswer(members)))
            }
        }
        return answers
    }

    /// The vectors `[n, width]` that a network's head reads, and the places that they belong to.
    func vectors(
        of network: any Classifier, at places: [Int]
    ) throws -> (places: [Int], vectors: Tensor)? {
        let session = try TapSession([network.pooled], in: network)
        var found: [Int] = []
        var vectors: [Tensor] = []
        let batches = batches(at: places)
        while let batch = try batches.next() {
            _ = try withoutGradients {
                try session.listen { () throws(TorchError) in try network(batch.inputs) }
            }
            guard let pooled = session.takeOutputs()[network.pooled] else { continue }
            vectors.append(try pooled.to(.float32).to(.cpu))
            found += batch.indices
        }
        guard !vectors.isEmpty else { return nil }
        return (found, try Tensor.concatenated(vectors, dimension: 0))
    }

    private func batches(at places: [Int]) -> any BatchSource {
        form.batches(
            BatchRequest(
                dataset: dataset, asTraining: false,
                order: EpochOrder(indices: places, batchSize: 256), workers: max(1, workers),
                unreadable: .drop, skipped: skipped), device: device)
    }
}
