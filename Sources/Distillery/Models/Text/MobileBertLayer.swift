import Torch

/// A layer of MobileBERT: narrowed, attended, several perceptrons, and widened again.
///
/// `[N, length, width]` to the same shape. The mask is `Padding.scores`.
final class MobileBertLayer: MaskedLayer, ModeDependent {
    let query: Linear
    let key: Linear
    let value: Linear
    let attended: Linear
    let attentionNorm: any Layer
    let perceptrons: [TextPerceptron]
    let last: TextPerceptron
    /// From the states to the layer's width; `nil` where layers are as wide as states.
    let entrance: NarrowEntrance?
    let attentionEntrance: NarrowEntrance?
    /// From the layer's width back to that of the states; `nil` like the entrance.
    let widening: Linear?
    let widenedNorm: (any Layer)?
    let dropout: Dropout
    var isTraining = true
    private let narrowsAttention: Bool
    private let heads: Int
    private let attentionDropout: Double

    var pathNames: [String: String] {
        [
            "query": "attention.self.query", "key": "attention.self.key",
            "value": "attention.self.value", "attended": "attention.output.dense",
            "attentionNorm": "attention.output.LayerNorm", "perceptrons": "ffn", "last": "",
            "entrance": "bottleneck.input", "attentionEntrance": "bottleneck.attention",
            "widening": "output.bottleneck.dense", "widenedNorm": "output.bottleneck.LayerNorm",
        ]
    }

    init(
        _ configuration: TextConfiguration, _ bottleneck: TextConfiguration.Bottleneck
    ) throws(TorchError) {
        let (wide, epsilon) = (configuration.width, configuration.epsilon)
        let width = bottleneck.width ?? wide
        let hasEntrance = bottleneck.width != nil
        let isShared = hasEntrance && bottleneck.sharesQueriesAndKeys
        let isNarrow = hasEntrance && bottleneck.narrowsAttention
        let queryWidth = isNarrow || isShared || !hasEntrance ? width : wide
        query = try Linear(queryWidth, width)
        key = try Linear(queryWidth, width)
        value = try Linear(bottleneck.narrowsAttention ? width : wide, width)
        attended = try Linear(width, width)
        attentionNorm = try bottleneck.norm(width, epsilon: epsilon)
        perceptrons = try times(bottleneck.perceptrons - 1) { () throws(TorchError) in
            try TextPerceptron(
                width, configuration, norm: bottleneck.norm(width, epsilon: epsilon))
        }
        // The published networks have PyTorch's epsilon at this one place.
        last = try TextPerceptron(
            width, configuration, norm: bottleneck.norm(width, epsilon: 1e-5),
            dropout: hasEntrance ? 0 : configuration.dropout)
        entrance =
            hasEntrance
            ? try NarrowEntrance(wide, width, bottleneck.norm(width, epsilon: epsilon)) : nil
        attentionEntrance =
            isShared
            ? try NarrowEntrance(wide, width, bottleneck.norm(width, epsilon: epsilon)) : nil
        widening = hasEntrance ? try Linear(width, wide) : nil
        widenedNorm = hasEntrance ? try bottleneck.norm(wide, epsilon: epsilon) : nil
        dropout = Dropout(configuration.dropout)
        narrowsAttention = bottleneck.narrowsAttention
        heads = configuration.heads
        attentionDropout = configuration.attentionDropout
    }

    func forward(_ input: Tensor, mask: Tensor?) throws(TorchError) -> Tensor {
        let narrow = try entrance?(input) ?? input
        let asked = try narrowsAttention ? narrow : attentionEntrance?(input) ?? input
        let context = try query(asked).attention(
            keys: key(asked), values: value(narrowsAttention ? narrow : input), heads: heads,
            mask: mask, dropout: isTraining ? attentionDropout : 0)
        var states = try attended(context)
        if widening == nil { states = try dropout(states) }
        states = try attentionNorm(states + narrow)
        for perceptron in perceptrons { states = try perceptron(states) }
        guard let widening, let widenedNorm else { return try last(states) }
        return try widenedNorm(dropout(widening(last(states))) + input)
    }
}

/// A linear layer and a normalisation, from wide states to a narrow layer.
final class NarrowEntrance: Layer {
    let dense: Linear
    let norm: any Layer

    var pathNames: [String: String] { ["norm": "LayerNorm"] }

    init(_ wide: Int, _ narrow: Int, _ norm: any Layer) throws(TorchError) {
        dense = try Linear(wide, narrow)
        self.norm = norm
    }

    func forward(_ input: Tensor) throws(TorchError) -> Tensor { try norm(dense(input)) }
}

/// Two linear layers with an activation between them, added to what went in and normalised.
final class TextPerceptron: Layer {
    let widening: Linear
    let narrowing: Linear
    let norm: any Layer
    let dropout: Dropout
    private let activation: TextActivation

    var pathNames: [String: String] {
        ["widening": "intermediate.dense", "narrowing": "output.dense", "norm": "output.LayerNorm"]
    }

    init(
        _ width: Int, _ configuration: TextConfiguration, norm: any Layer, dropout: Double = 0
    ) throws(TorchError) {
        widening = try Linear(width, configuration.hidden)
        narrowing = try Linear(configuration.hidden, width)
        self.norm = norm
        self.dropout = Dropout(dropout)
        activation = configuration.activation
    }

    func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        try norm(dropout(narrowing(activation(widening(input)))) + input)
    }
}
