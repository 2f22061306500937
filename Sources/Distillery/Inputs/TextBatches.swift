import Torch

/// The batches of an epoch of texts; tokens are made as they are asked for.
final class TextBatches: BatchSource {
    private(set) var position: Int
    private let texts: TextDataset
    private let request: BatchRequest
    private let tokenizer: Tokenizer
    private let plan: TokenPlan
    private let device: Device

    init(
        _ texts: TextDataset, _ request: BatchRequest, tokenizer: Tokenizer, plan: TokenPlan,
        device: Device
    ) {
        self.texts = texts
        self.request = request
        self.tokenizer = tokenizer
        self.plan = plan
        self.device = device
        position = request.startBatch
    }

    var batchCount: Int { request.order.batchCount }

    func next() throws -> TensorBatch? {
        guard position < batchCount else { return nil }
        let indices = Array(request.order.batch(position))
        let padded = try tokenizer.encodings(of: indices.map { texts.examples[$0] }, plan)
            .padded(
                to: .multiple(of: TextForm.lengthStep),
                padding: tokenizer.specialTokens.padding ?? 0)
        let labels = indices.map { Int64(texts.label(at: $0)) }
        var targets = Targets(labels: try Tensor(labels).to(device))
        targets.labelled = Targets.countLabelled(labels)
        position += 1
        return TensorBatch(
            indices: indices,
            inputs: try padded.tensor().to(device), targets: targets,
            ids: indices.map { texts.id(at: $0) }, view: request.epoch)
    }
}

extension Tokenizer {
    /// The encodings of examples, one by one; pairs are two segments.
    ///
    /// - Throws: `TokenizerError`, where the plan refuses to cut a text that is too long.
    func encodings(
        of examples: some Collection<TextExample>, _ plan: TokenPlan
    ) throws(TokenizerError) -> [TokenEncoding] {
        guard examples.contains(where: { $0.pair != nil }) else {
            return try encode(
                examples.map(\.text), maxLength: plan.length, truncation: plan.truncation)
        }
        return try encode(
            pairs: examples.map { ($0.text, $0.pair ?? "") }, maxLength: plan.length,
            truncation: plan.truncation)
    }
}
