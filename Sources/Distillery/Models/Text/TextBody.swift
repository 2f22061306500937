import Torch

/// What a text network is before its head: from tokens to states of tokens.
protocol TextBody: Module {
    /// The states `[N, length, width]` after the last layer for tokens `[N, 3, length]`.
    func states(of tokens: Tensor, padding: Padding) throws(TorchError) -> Tensor

    /// From the states to one vector `[N, width]`, where heads of the family want that; its mask is
    /// `Padding.mask`.
    var pooler: (any MaskedLayer)? { get }

    /// The vectors of words, which a head for masked words reads again.
    var words: Embedding { get }

    /// Where things are, from the body on.
    var paths: TextBodyPaths { get }
}

/// The paths of a body's modules, as `TextNetwork` names them but without the body's own.
struct TextBodyPaths {
    var embeddings = "embeddings"
    var stages: [String]
    var queries: [String] = []
    var keys: [String] = []
    var values: [String] = []
}

extension TextConfiguration {
    /// Whether the task's head reads the body's pooler.
    var needsPooler: Bool {
        switch task {
        case .classification, .regression: family != .distilbert && !isRoberta
        case .embedding, .maskedWords: false
        }
    }

    var isRoberta: Bool { family == .roberta || family == .xlmRoberta }

    func makeBody() throws(TorchError) -> any TextBody {
        switch family {
        case .bert, .roberta, .xlmRoberta, .distilbert: try TransformerBody(self)
        case .albert: try AlbertBody(self)
        case .mobilebert: try MobileBertBody(self)
        case .convolution: try TextConvolutionBody(self)
        case .recurrence: try TextRecurrenceBody(self)
        }
    }
}
