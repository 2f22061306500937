import Torch

/// Convolutions of several sizes over the vectors of words, side by side (Kim, 2014), read by
/// attention.
final class TextConvolutionBody: TextBody {
    let embeddings: WordEmbeddings
    let layer: WindowConvolutions
    let pooler: (any MaskedLayer)?

    var words: Embedding { embeddings.wordEmbeddings }
    var paths: TextBodyPaths { TextBodyPaths(stages: ["layer"]) }

    init(_ configuration: TextConfiguration) throws(TorchError) {
        let narrow = configuration.embeddingWidth ?? configuration.width
        embeddings = try WordEmbeddings(configuration, width: narrow)
        layer = try WindowConvolutions(
            narrow, configuration.width, kernels: configuration.kernels ?? [3])
        pooler =
            configuration.needsPooler
            ? try AttentionPooling(configuration.outputWidth) : nil
    }

    func states(of tokens: Tensor, padding: Padding) throws(TorchError) -> Tensor {
        try layer(embeddings(tokens), mask: padding.mask)
    }
}

/// The vectors of words, and dropout: tokens `[N, 3, length]` to `[N, length, width]`.
final class WordEmbeddings: Layer {
    let wordEmbeddings: Embedding
    let dropout: Dropout

    init(_ configuration: TextConfiguration, width: Int) throws(TorchError) {
        wordEmbeddings = try Embedding(
            configuration.vocabulary, width, paddingIndex: configuration.padding)
        dropout = Dropout(configuration.dropout)
    }

    func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        try dropout(wordEmbeddings(input.tokens(.ids)))
    }
}

/// Convolutions with windows of several sizes, with ReLU: `[N, length, inputs]` to
/// `[N, length, outputs · kernels]`.
///
/// The mask is `Padding.mask`: padding counts as the zeros beyond a sequence's ends.
final class WindowConvolutions: MaskedLayer {
    let convolutions: [Conv1d]
    private let kernels: [Int]

    init(_ inputs: Int, _ outputs: Int, kernels: [Int]) throws(TorchError) {
        var convolutions: [Conv1d] = []
        for kernel in kernels { convolutions.append(try Conv1d(inputs, outputs, kernel: kernel)) }
        self.convolutions = convolutions
        self.kernels = kernels
    }

    func forward(_ input: Tensor, mask: Tensor?) throws(TorchError) -> Tensor {
        var words = input
        if let mask { words = try words * mask.unsqueezed(2) }
        let channels = try words.transposed(1, 2)
        var outputs: [Tensor] = []
        for (kernel, convolution) in zip(kernels, convolutions) {
            let padded = try channels.padded([(kernel - 1) / 2, kernel / 2])
            outputs.append(try convolution(padded))
        }
        return try Tensor.concatenated(outputs, dimension: 1).relu().transposed(1, 2)
    }
}
