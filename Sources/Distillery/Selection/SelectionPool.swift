import Torch

/// The examples that are chosen from, with what brings them to networks.
struct SelectionPool {
    let dataset: any Dataset
    let form: any InputForm
    let device: Device
    private let workers: Int
    /// Where examples are noted that cannot be read, and so are not chosen.
    let skipped: SkippedImages
    /// The lengths of texts, so that those of one batch are alike; nil where examples are of one size.
    private let sizes: [Int]?

    init(_ dataset: any Dataset, form: any InputForm, device: Device, workers: Int) throws {
        self.dataset = dataset
        self.form = form
        self.device = device
        self.workers = workers
        skipped = SkippedImages(for: dataset)
        sizes = try form.sizes(of: dataset)
    }

    /// What networks answer to the examples at some places, in the order of the places; of those that
    /// can be read.
    ///
    /// - Precondition: there is a network, and all have the same classes.
    func answers(
        of networks: [any Classifier], at places: [Int]
    ) throws -> [(place: Int, answer: CommitteeAnswer)] {
        var answers: [Int: CommitteeAnswer] = [:]
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
                answers[place] = CommitteeAnswer(members)
            }
        }
        return places.compactMap { place in answers[place].map { (place, $0) } }
    }

    /// The vectors `[n, width]` that a network's head reads, and the places that they belong to, in the
    /// order of the places.
    func vectors(
        of network: any Classifier, at places: [Int]
    ) throws -> (places: [Int], vectors: Tensor)? {
        let session = try TapSession([network.pooled], in: network)
        var rows: [Int: Int64] = [:]
        var vectors: [Tensor] = []
        let batches = batches(at: places)
        while let batch = try batches.next() {
            _ = try withoutGradients {
                try session.listen { () throws(TorchError) in try network(batch.inputs) }
            }
            guard let pooled = session.takeOutputs()[network.pooled] else { continue }
            vectors.append(try pooled.to(.float32).to(.cpu))
            for place in batch.indices { rows[place] = Int64(rows.count) }
        }
        guard !vectors.isEmpty else { return nil }
        let found = places.filter { rows[$0] != nil }
        let order = try Tensor(found.compactMap { rows[$0] })
        return (
            found,
            try Tensor.concatenated(vectors, dimension: 0).select(dimension: 0, indices: order)
        )
    }

    private func batches(at places: [Int]) -> any BatchSource {
        var order = EpochOrder(indices: places, batchSize: 256)
        if let sizes { order = order.grouped(by: sizes) }
        return form.batches(
            BatchRequest(
                dataset: dataset, asTraining: false, order: order, workers: max(1, workers),
                unreadable: .drop, skipped: skipped), device: device)
    }
}
