import Torch

/// A layer of BERT: attention of tokens to tokens, then a perceptron for each token; after each the
/// sum with what went in is normalised (Vaswani et al., 2017; Devlin et al., 2018).
///
/// `[N, length, width]` to the same shape. The mask is `Padding.scores`.
final class TransformerLayer: MaskedLayer, ModeDependent {
    let query: Linear
    let key: Linear
    let value: Linear
    let attended: Linear
    let attentionNorm: LayerNorm
    let widening: Linear
    let narrowing: Linear
    let outputNorm: LayerNorm
    let dropout: Dropout
    let outputDropout: Dropout
    var isTraining = true
    private let activation: TextActivation
    private let heads: Int
    private let attentionDropout: Double
    private let names: TransformerNames

    var pathNames: [String: String] { names.layer }

    init(_ configuration: TextConfiguration, names: TransformerNames) throws(TorchError) {
        let (width, hidden) = (configuration.width, configuration.hidden)
        query = try Linear(width, width)
        key = try Linear(width, width)
        value = try Linear(width, width)
        attended = try Linear(width, width)
        attentionNorm = try LayerNorm(width, epsilon: configuration.epsilon)
        widening = try Linear(width, hidden)
        narrowing = try Linear(hidden, width)
        outputNorm = try LayerNorm(width, epsilon: configuration.epsilon)
        // DistilBERT and ALBERT leave one of both out, which nobody's results depend on.
        dropout = Dropout(configuration.family == .distilbert ? 0 : configuration.dropout)
        outputDropout = Dropout(configuration.family == .albert ? 0 : configuration.dropout)
        activation = configuration.activation
        heads = configuration.heads
        attentionDropout = configuration.attentionDropout
        self.names = names
    }

    func forward(_ input: Tensor, mask: Tensor?) throws(TorchError) -> Tensor {
        let context = try query(input).attention(
            keys: key(input), values: value(input), heads: heads, mask: mask,
            dropout: isTraining ? attentionDropout : 0)
        let middle = try attentionNorm(dropout(attended(context)) + input)
        let inner = try activation(widening(middle))
        return try outputNorm(outputDropout(narrowing(inner)) + middle)
    }
}

extension Tensor {
    /// Attention in several heads; queries, keys and values are `[N, length, width]`, and so is the
    /// result.
    ///
    /// No size but those of the heads is written down, so that recorded graphs take every batch.
    func attention(
        keys: Tensor, values: Tensor, heads: Int, mask: Tensor?, dropout: Double
    ) throws(TorchError) -> Tensor {
        try inHeads(heads).attention(
            keys: keys.inHeads(heads), values: values.inHeads(heads), mask: mask, dropout: dropout
        ).transposed(1, 2).flattened(from: 2)
    }

    /// `[N, length, width]` to `[N, heads, length, width / heads]`.
    func inHeads(_ heads: Int) throws(TorchError) -> Tensor {
        try unflattened(2, into: [heads, -1]).transposed(1, 2)
    }
}
