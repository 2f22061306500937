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

    /// Batches are padded to multiples of this, so that few different lengths occur.
    static let lengthStep = 8
    /// The lengths that batches are padded to; none beyond what networks must take.
    var padding: PaddingLength {
        .buckets(
            Array(stride(from: Self.lengthStep, to: plan.length, by: Self.lengthStep)) + [
                plan.length
            ])
    }

    init(
        _ tokenizer: Tokenizer, plan: TokenPlan, task: TaskKind = .classification,
        masking: WordMasking = WordMasking(), address: AddressCodes? = nil, hasPairs: Bool,
        lengths: TextLengths
    ) {
        self.tokenizer = tokenizer
        self.plan = plan
        self.task = task
        self.masking = masking
        self.address = address
        self.hasPairs = hasPairs
        usualLength = lengths.usual(atMost: plan.length)
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

    public func blankInput(count: Int) throws(TorchError) -> Tensor {
        try TokenBatch.blank(
            count: count, length: usualLength, furtherRows: address?.rowCount ?? 0)
    }

    /// 8, 16, 32, 64, 128 … tokens, and the most that a text has.
    public func inputsByLength() throws(TorchError) -> [(length: Int, input: Tensor)] {
        let doubling = sequence(first: Self.lengthStep) { $0 < plan.length / 2 ? 2 * $0 : nil }
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
