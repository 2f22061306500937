import Torch

/// What reads the states of a text network's body.
protocol TextHead: Module {
    /// What the network puts out.
    ///
    /// - Parameters:
    ///   - states: `[N, length, width]`.
    ///   - pooler: the body's.
    func output(
        of states: Tensor, padding: Padding, pooler: (any MaskedLayer)?
    ) throws(TorchError) -> Tensor

    /// Whether the vector that the head reads comes from the body's pooler.
    var readsPooler: Bool { get }

    /// The path of the vector that the head reads, where it is the head's own.
    var pooled: String? { get }

    /// The path of the last layer.
    var last: String? { get }
}

extension TextHead {
    var readsPooler: Bool { false }
    var pooled: String? { nil }
}

extension TextConfiguration {
    func makeHead(on body: any TextBody) throws(TorchError) -> any TextHead {
        switch task {
        case .classification, .regression:
            switch family {
            case .distilbert: try DistilBertClassifier(self)
            case .roberta, .xlmRoberta: try RobertaClassifier(self)
            default: try PooledClassifier(self)
            }
        case .embedding(let pooling, let isNormalised):
            EmbeddingHead(pooling, isNormalised: isNormalised)
        case .maskedWords: try MaskedWordHead(self, words: body.words)
        }
    }
}
