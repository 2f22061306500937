import Torch

/// A recurrent network over the vectors of words, in both directions, read by attention.
final class TextRecurrenceBody: TextBody {
    let embeddings: WordEmbeddings
    let layers: [BidirectionalLSTM]
    let pooler: (any MaskedLayer)?

    var words: Embedding { embeddings.wordEmbeddings }
    var paths: TextBodyPaths { TextBodyPaths(stages: layers.indices.map { "layers.\($0)" }) }

    init(_ configuration: TextConfiguration) throws(TorchError) {
        let narrow = configuration.embeddingWidth ?? configuration.width
        let width = configuration.width
        embeddings = try WordEmbeddings(configuration, width: narrow)
        var layers: [BidirectionalLSTM] = []
        for index in 0..<configuration.layers {
            layers.append(try BidirectionalLSTM(index == 0 ? narrow : 2 * width, width))
        }
        self.layers = layers
        pooler =
            configuration.needsPooler
            ? try AttentionPooling(configuration.outputWidth) : nil
    }

    func states(of tokens: Tensor, padding: Padding) throws(TorchError) -> Tensor {
        var states = try embeddings(tokens)
        for layer in layers { states = try layer(states, mask: padding.mask) }
        return states
    }
}
