import Torch

/// The batches of an epoch of texts; tokens are made as they are asked for.
final class TextBatches: BatchSource {
    private(set) var position: Int
    private let texts: TextDataset
    private let request: BatchRequest
    private let form: TextForm
    private let device: Device

    init(_ texts: TextDataset, _ request: BatchRequest, form: TextForm, device: Device) {
        self.texts = texts
        self.request = request
        self.form = form
        self.device = device
        position = request.startBatch
    }

    var batchCount: Int { request.order.batchCount }

    func next() throws -> TensorBatch? {
        guard position < batchCount else { return nil }
        let indices = Array(request.order.batch(position))
        var encodings = try form.tokenizer.encodings(
            of: indices.map { texts.examples[$0] }, form.plan)
        let targets =
            form.task == .maskedWords
            ? try hideWords(of: &encodings, indices) : try targets(of: indices)
        position += 1
        return TensorBatch(
            indices: indices, inputs: try rows(encodings, indices).tensor().to(device),
            targets: targets,
            ids: indices.map { texts.id(at: $0) }, view: request.epoch)
    }

    /// The padded encodings, with what stands beside the tokens of addresses.
    private func rows(
        _ encodings: [TokenEncoding], _ indices: [Int]
    ) throws(TokenizerError) -> PaddedTokens {
        let tokens = try padded(encodings)
        guard let address = form.address else { return tokens }
        let special = form.tokenizer.specialTokens.all
        let further = zip(encodings, indices).map { encoding, index in
            address.rows(
                of: texts.examples[index], as: encoding, special: special, length: tokens.shape[2])
        }
        return tokens.adding(further, rows: address.rowCount)
    }

    private func padded(_ encodings: [TokenEncoding]) throws(TokenizerError) -> PaddedTokens {
        try encodings.padded(
            to: form.plan.padding,
            padding: form.tokenizer.specialTokens.padding ?? 0)
    }

    private func targets(of indices: [Int]) throws(TorchError) -> Targets {
        let labels = indices.map { Int64(texts.label(at: $0)) }
        var targets = Targets(labels: try Tensor(labels).to(device))
        targets.labelled = Targets.countLabelled(labels)
        if form.task == .regression {
            let numbers = indices.map { Float(texts.examples[$0].target ?? .nan) }
            targets.numbers = try Tensor(numbers).to(device)
            targets.labelled = Double(numbers.count { !$0.isNaN })
        }
        return targets
    }

    /// Hides words, others in every epoch of a training; the labels are what was there.
    private func hideWords(
        of encodings: inout [TokenEncoding], _ indices: [Int]
    ) throws -> Targets {
        let length = try padded(encodings).shape[2]
        var places: [Int64] = []
        var words: [Int64] = []
        for (row, index) in indices.enumerated() {
            var random = RandomStream(
                Self.maskStream, request.asTraining ? request.seed : 0, texts.id(at: index).key,
                request.asTraining ? UInt64(request.epoch) : 0)
            let hidden = form.masking.hide(
                &encodings[row].ids, in: form.tokenizer, &random)
            for (place, id) in hidden {
                places.append(Int64(row * length + place))
                words.append(Int64(id))
            }
        }
        return Targets(
            labels: try Tensor(words).to(device), places: try Tensor(places).to(device))
    }

    private static let maskStream = stableHash(of: "masked-words")
}

extension Tokenizer {
    /// The encodings of examples, one by one; pairs are two segments.
    ///
    /// - Throws: `TokenizerError`, where the plan refuses to cut a text that is too long; it names the
    ///   example.
    func encodings(
        of examples: some Collection<TextExample>, _ plan: TokenPlan
    ) throws(TokenizerError) -> [TokenEncoding] {
        do {
            return try allEncodings(of: examples, plan)
        } catch .tooLong(let tokens, let limit, let advice) where examples.count > 1 {
            for example in examples {
                do throws(TokenizerError) {
                    _ = try allEncodings(of: [example], plan)
                } catch {
                    guard case .tooLong(let tokens, let limit, let advice) = error else {
                        throw error
                    }
                    throw .tooLong(
                        tokens: tokens, limit: limit,
                        advice: "it is '\(example.id.text)'; \(advice)")
                }
            }
            throw .tooLong(tokens: tokens, limit: limit, advice: advice)
        }
    }

    private func allEncodings(
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
