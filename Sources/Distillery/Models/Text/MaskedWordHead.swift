import Torch

/// Logits over the vocabulary at every place, from the states and the vectors of words.
///
/// A linear layer, an activation and a normalisation; then the product with all words' vectors.
final class MaskedWordHead: TextHead {
    let dense: Linear
    let norm: LayerNorm
    let decoder: WordDecoder
    private let activation: TextActivation
    private let names: [String: String]

    var pathNames: [String: String] { names }
    var last: String? { names["decoder"] }

    init(_ configuration: TextConfiguration, words: Embedding) throws(TorchError) {
        let family = configuration.family
        // ALBERT's states are narrowed to its words; MobileBERT's words are filled up instead.
        let narrow = family == .albert ? configuration.embeddingWidth : nil
        let width = narrow ?? configuration.width
        dense = try Linear(configuration.width, width)
        norm = try LayerNorm(width, epsilon: configuration.epsilon)
        decoder = try WordDecoder(words, width: width)
        activation = configuration.isRoberta ? .gelu : configuration.activation
        names = Self.names(family)
    }

    func output(
        of states: Tensor, padding: Padding, pooler: (any MaskedLayer)?
    ) throws(TorchError) -> Tensor {
        try decoder(norm(activation(dense(states))))
    }

    private static func names(_ family: TextFamily) -> [String: String] {
        switch family {
        case .roberta, .xlmRoberta:
            ["dense": "lm_head.dense", "norm": "lm_head.layer_norm", "decoder": "lm_head"]
        case .albert:
            [
                "dense": "predictions.dense", "norm": "predictions.LayerNorm",
                "decoder": "predictions",
            ]
        case .distilbert:
            [
                "dense": "vocab_transform", "norm": "vocab_layer_norm",
                "decoder": "vocab_projector",
            ]
        default:
            [
                "dense": "cls.predictions.transform.dense",
                "norm": "cls.predictions.transform.LayerNorm", "decoder": "cls.predictions",
            ]
        }
    }
}

/// The product with all words' vectors: `[…, width]` to `[…, vocabulary]`.
///
/// The vectors stay the embedding's: they are trained, saved and counted there.
final class WordDecoder: Layer {
    let bias: Parameter
    /// `[width - width of words, vocabulary]`, where words are narrower.
    let remainder: Parameter?
    private let words: Shared

    var pathNames: [String: String] { ["remainder": "dense.weight"] }

    /// A parameter that belongs to another module: a walk over this one does not come to it.
    private final class Shared {
        let parameter: Parameter
        init(_ parameter: Parameter) { self.parameter = parameter }
    }

    init(_ words: Embedding, width: Int) throws(TorchError) {
        self.words = Shared(words.weight)
        let shape = words.weight.tensor.shape
        bias = try Parameter(.zeros([shape[0]]))
        remainder =
            width > shape[1]
            ? try Parameter([width - shape[1], shape[0]], .normal(deviation: 0.02)) : nil
    }

    func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        var weight = words.parameter.tensor
        if let remainder {
            weight = try .concatenated([weight, remainder.tensor.transposed(0, 1)], dimension: 1)
        }
        return try input.linear(weight: weight, bias: bias.tensor)
    }
}
