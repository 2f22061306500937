/// What a text network is for: which head it has, and so what it puts out.
///
/// Pairs of texts are two segments of one sequence, for every task.
public enum TextTask: Sendable, Hashable {
    /// Logits `[N, classes]`; the names of the classes, by index.
    case classification(classNames: [String])
    /// One number for a text or a pair, `[N, 1]`.
    case regression
    /// A vector for a text, `[N, width]`.
    case embedding(TextPooling, isNormalised: Bool)
    /// Logits over the vocabulary at every place, `[N, length, vocabulary]`.
    case maskedWords

    /// Classes without names of their own: `LABEL_0` and so on, as in `transformers`.
    public static func classification(classes: Int) -> TextTask {
        .classification(classNames: (0..<max(0, classes)).map { "LABEL_\($0)" })
    }

    /// Mean-pooled embeddings of length 1.
    public static let sentenceEmbedding = TextTask.embedding(.mean, isNormalised: true)

    /// The word for it in messages and configurations.
    public var name: String {
        switch self {
        case .classification: "classification"
        case .regression: "regression"
        case .embedding: "embedding"
        case .maskedWords: "masked words"
        }
    }

    /// The numbers that the head gives for a text or pair; `nil` where the network's sizes say it.
    var outputs: Int? {
        switch self {
        case .classification(let names): names.count
        case .regression: 1
        case .embedding, .maskedWords: nil
        }
    }

    /// How the class in `transformers` that has this head goes on after the family's name.
    var classSuffix: String {
        switch self {
        case .classification, .regression: "ForSequenceClassification"
        case .embedding: "Model"
        case .maskedWords: "ForMaskedLM"
        }
    }
}

/// How the states of tokens become one vector.
public enum TextPooling: String, Sendable, Hashable, CaseIterable, Codable {
    /// The mean over the tokens of the text, padding left out.
    case mean
    /// The first token's state.
    case firstToken = "cls"
    /// The largest of each element over the tokens of the text.
    case maximum = "max"
}
