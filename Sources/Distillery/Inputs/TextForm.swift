import Foundation
import Torch

/// Texts and pairs as tokens: `int64` `[batch, 3 + k, length]`, see `TokenBatch`.
public struct TextForm: InputForm {
    public let tokenizer: Tokenizer
    public let plan: TokenPlan
    public let task: TaskKind
    /// Which words are hidden where they are to be guessed.
    public let masking: WordMasking
    /// What stands beside the tokens; nil is nothing.
    public let address: AddressCodes?
    /// Whether examples are pairs, for the summary.
    public let hasPairs: Bool
    /// The median length of the validation examples, as a batch of it is padded: what figures of cost
    /// and latency are for.
    public let usualLength: Int

    /// - Throws: `TokenizerError` where a validation text is longer than the plan says.
    init(
        _ tokenizer: Tokenizer, plan: TokenPlan, task: TaskKind = .classification,
        masking: WordMasking = WordMasking(), address: AddressCodes? = nil, hasPairs: Bool,
        lengths: TextLengths
    ) throws(TokenizerError) {
        usualLength = try plan.padding.length(longest: lengths.validationMedian)
        self.tokenizer = tokenizer
        self.plan = plan
        self.task = task
        self.masking = masking
        self.address = address
        self.hasPairs = hasPairs
    }

    /// The form of texts that come one by one, as to a finished model.
    public init(
        _ tokenizer: Tokenizer, plan: TokenPlan, task: TaskKind = .classification,
        address: AddressCodes? = nil
    ) {
        self.address = address
        self.tokenizer = tokenizer
        self.plan = plan
        self.task = task
        masking = WordMasking()
        hasPairs = false
        usualLength = min(64, plan.length)
    }

    public var summary: String {
        "\(hasPairs ? "pairs" : "texts") of up to \(plan.length) tokens of "
            + NumberFormat.whole(tokenizer.vocabularyCount)
    }

    public var viewsRepeat: Bool { task != .maskedWords }
    public var mixesLabels: Bool { false }

    public func batches(_ request: BatchRequest, device: Device) -> any BatchSource {
        guard let texts = request.dataset as? TextDataset else {
            preconditionFailure("'\(request.dataset.name)' holds no texts")
        }
        return TextBatches(texts, request, form: self, device: device)
    }

    public func sizes(of dataset: any Dataset) throws -> [Int]? {
        guard let texts = dataset as? TextDataset else { return nil }
        return try tokenizer.encodings(of: texts.examples, plan).map(\.count)
    }

    public func blankInput(count: Int) throws(TorchError) -> Tensor {
        try TokenBatch.blank(
            count: count, length: usualLength, furtherRows: address?.rowCount ?? 0)
    }

    /// 8, 16, 32, 64, 128 … tokens, and the most that a text has.
    public func inputsByLength() throws(TorchError) -> [(length: Int, input: Tensor)] {
        let doubling = sequence(first: TokenPlan.lengthStep) { $0 < plan.length / 2 ? 2 * $0 : nil }
        let shorter = doubling.filter { $0 < plan.length }
        var inputs: [(length: Int, input: Tensor)] = []
        for length in shorter + [plan.length] {
            let input = try TokenBatch.blank(
                count: 1, length: length, furtherRows: address?.rowCount ?? 0)
            inputs.append((length, input))
        }
        return inputs
    }

    public func view(of split: DatasetSplit) -> ViewDescription {
        .text(
            .init(
                tokenizer: tokenizer.contentHash, maxLength: plan.length,
                truncation: plan.truncation, address: address?.contentHash))
    }

    public func excerpt(of index: Int, in dataset: any Dataset) throws -> Excerpt? {
        guard let example = (dataset as? TextDataset)?.examples[index] else { return nil }
        return .texts([example.text] + [example.pair].compactMap { $0 })
    }
}

extension TokenPlan {
    /// The shortest length that a batch is padded to; the others are multiples of it.
    fileprivate static let lengthStep = 8
    /// The lengths that batches are padded to: few different ones, and none that networks do not take.
    var padding: PaddingLength { .multiple(of: Self.lengthStep, atMost: length) }
}
