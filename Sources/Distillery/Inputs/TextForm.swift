import Foundation
import Torch

/// Texts and pairs as tokens: `int64` `[batch, 3, length]`, see `TokenBatch`.
public struct TextForm: InputForm {
    public let tokenizer: Tokenizer
    public let plan: TokenPlan
    public let task: TaskKind
    /// Which words are hidden where they are to be guessed.
    public let masking: WordMasking
    /// Whether examples are pairs, for the summary.
    public let hasPairs: Bool
    /// The median length of the validation examples, as a batch of it is padded: what figures of cost
    /// and latency are for.
    public let usualLength: Int
    /// How many of both splits' examples are cut to `plan.length`.
    public let cutCount: Int

    /// Batches are padded to multiples of this, so that few different lengths occur.
    static let lengthStep = 8

    /// - Throws: `TokenizerError` where a text does not fit and the plan refuses to cut it.
    init(
        _ tokenizer: Tokenizer, plan: TokenPlan, task: TaskKind = .classification,
        masking: WordMasking = WordMasking(), train: TextDataset, validation: TextDataset
    ) throws(TokenizerError) {
        self.tokenizer = tokenizer
        self.plan = plan
        self.task = task
        self.masking = masking
        hasPairs = train.hasPairs
        var lengths: [Int] = []
        var cutCount = 0
        for dataset in [train, validation] {
            for encoding in try tokenizer.encodings(of: dataset.examples, plan) {
                if encoding.cutCount > 0 { cutCount += 1 }
                if dataset.split == .val { lengths.append(encoding.count) }
            }
        }
        self.cutCount = cutCount
        let median = lengths.sorted()[lengths.count / 2]
        usualLength = min(
            plan.length, (median + Self.lengthStep - 1) / Self.lengthStep * Self.lengthStep)
    }

    /// The form of texts that come one by one, as to a finished model.
    public init(_ tokenizer: Tokenizer, plan: TokenPlan, task: TaskKind = .classification) {
        self.tokenizer = tokenizer
        self.plan = plan
        self.task = task
        masking = WordMasking()
        hasPairs = false
        usualLength = min(64, plan.length)
        cutCount = 0
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
        try TokenBatch.blank(count: count, length: usualLength)
    }

    /// 8, 16, 32, 64, 128 … tokens, and the most that a text has.
    public func inputsByLength() throws(TorchError) -> [(length: Int, input: Tensor)] {
        let doubling = sequence(first: Self.lengthStep) { $0 < plan.length / 2 ? 2 * $0 : nil }
        let shorter = doubling.filter { $0 < plan.length }
        var inputs: [(length: Int, input: Tensor)] = []
        for length in shorter + [plan.length] {
            inputs.append((length, try TokenBatch.blank(count: 1, length: length)))
        }
        return inputs
    }

    public func view(of split: DatasetSplit) -> ViewDescription {
        .text(
            .init(
                tokenizer: tokenizer.contentHash, maxLength: plan.length,
                truncation: plan.truncation))
    }

    public func excerpt(of index: Int, in dataset: any Dataset) throws -> Excerpt? {
        guard let example = (dataset as? TextDataset)?.examples[index] else { return nil }
        return .texts([example.text] + [example.pair].compactMap { $0 })
    }
}
