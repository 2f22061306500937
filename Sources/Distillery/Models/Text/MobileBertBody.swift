import Torch

/// MobileBERT's body: deep and narrow layers between wide states (Sun et al., 2020).
final class MobileBertBody: TextBody {
    let embeddings: TrigramEmbeddings
    let layers: [MobileBertLayer]
    let pooler: (any MaskedLayer)?

    var pathNames: [String: String] { ["layers": "encoder.layer"] }
    var words: Embedding { embeddings.wordEmbeddings }

    init(_ configuration: TextConfiguration) throws(TorchError) {
        let bottleneck = configuration.bottleneck ?? .init()
        embeddings = try TrigramEmbeddings(configuration, bottleneck)
        layers = try times(configuration.layers) { () throws(TorchError) in
            try MobileBertLayer(configuration, bottleneck)
        }
        pooler =
            configuration.needsPooler
            ? try FirstTokenPooler(
                configuration.width, name: "dense", hasLayer: bottleneck.hasPoolerLayer) : nil
    }

    func states(of tokens: Tensor, padding: Padding) throws(TorchError) -> Tensor {
        var states = try embeddings(tokens)
        for layer in layers { states = try layer(states, mask: padding.scores) }
        return states
    }

    var paths: TextBodyPaths {
        let stages = layers.indices.map { "encoder.layer.\($0)" }
        func parts(_ name: String) -> [String] { stages.map { "\($0).attention.self.\(name)" } }
        return TextBodyPaths(
            stages: stages, queries: parts("query"), keys: parts("key"), values: parts("value"))
    }
}

/// Narrow vectors of three neighbouring words at a time, widened, with positions and segments.
///
/// Tokens `[N, 3, length]` to `[N, length, width]`. Padding counts as what lies beyond an end, so that
/// it does not reach the last word, whatever vector it has.
final class TrigramEmbeddings: Layer {
    let wordEmbeddings: Embedding
    let positionEmbeddings: Embedding
    let tokenTypeEmbeddings: Embedding
    /// Not run where words are as wide as states and stand alone; published weights have it even so.
    let embeddingTransformation: Linear
    let norm: any Layer
    let dropout: Dropout
    private let hasTrigrams: Bool
    private let isWidened: Bool

    var pathNames: [String: String] { ["norm": "LayerNorm"] }

    init(
        _ configuration: TextConfiguration, _ bottleneck: TextConfiguration.Bottleneck
    ) throws(TorchError) {
        let width = configuration.width
        let narrow = configuration.embeddingWidth ?? width
        hasTrigrams = bottleneck.hasTrigrams
        isWidened = hasTrigrams || narrow != width
        wordEmbeddings = try Embedding(
            configuration.vocabulary, narrow, paddingIndex: configuration.padding)
        positionEmbeddings = try Embedding(configuration.positions, width)
        tokenTypeEmbeddings = try Embedding(configuration.segments, width)
        embeddingTransformation = try Linear(narrow * (hasTrigrams ? 3 : 1), width)
        // The published networks have PyTorch's epsilon here.
        norm = try bottleneck.norm(width, epsilon: 1e-5)
        dropout = Dropout(configuration.dropout)
    }

    func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        var sum = try wordEmbeddings(input.tokens(.ids))
        if hasTrigrams {
            let mask = try input.tokens(.mask).to(sum.scalarType).unsqueezed(2)
            sum = try trigrams(sum * mask)
        }
        if isWidened { sum = try embeddingTransformation(sum) }
        sum = try sum + positionEmbeddings(countedTokens(of: input))
        sum = try sum + tokenTypeEmbeddings(input.tokens(.segments))
        return try dropout(norm(sum))
    }

    /// The next word's vector, the word's own and the one before it, side by side.
    private func trigrams(_ words: Tensor) throws(TorchError) -> Tensor {
        let next = try words.slice(dimension: 1, from: 1).padded([0, 0, 0, 1])
        let former = try words.slice(dimension: 1, from: 0, to: -1).padded([0, 0, 1, 0])
        return try .concatenated([next, words, former], dimension: 2)
    }
}

/// A factor and an offset for each element: what MobileBERT has in place of normalisation.
final class ScaleAndShift: Layer {
    let weight: Parameter
    let bias: Parameter

    init(_ width: Int) throws(TorchError) {
        weight = try Parameter(.ones([width]))
        bias = try Parameter(.zeros([width]))
    }

    func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        try input * weight.tensor + bias.tensor
    }
}

extension TextConfiguration.Bottleneck {
    func norm(_ width: Int, epsilon: Double) throws(TorchError) -> any Layer {
        if normalises { return try LayerNorm(width, epsilon: epsilon) }
        return try ScaleAndShift(width)
    }
}
