/// What a text network is made from; in JSON, the `config.json` of Hugging Face's `transformers`.
public struct TextConfiguration: Sendable, Hashable {
    public var family: TextFamily
    public var task: TextTask
    /// The number of different tokens.
    public var vocabulary: Int
    /// The width of a token's state between layers; of a convolution's or recurrence's outputs, one
    /// kernel's or direction's.
    public var width: Int
    public var layers: Int
    /// The heads of attention; they share its width.
    public var heads: Int
    /// The width inside a layer's perceptron.
    public var hidden: Int
    public var activation = TextActivation.gelu
    /// The probability with which elements of states are dropped while training.
    public var dropout = 0.1
    /// The same for attention weights.
    public var attentionDropout = 0.1
    /// The same before the head; `dropout` where it is nil.
    public var headDropout: Double?
    /// The places that positions are learned for; with RoBERTa two more than the longest sequence.
    public var positions = 512
    /// The kinds of segments that are told apart.
    public var segments = 2
    /// What layer normalisation adds to variances.
    public var epsilon = 1e-12
    /// The id of padding, whose vector is not trained.
    public var padding: Int? = 0
    /// The standard deviation of weights at first.
    public var deviation = 0.02

    /// The width of word vectors where it is not `width`: ALBERT, MobileBERT, `text-cnn`, `bilstm`.
    public var embeddingWidth: Int?
    /// Which layers share weights: ALBERT.
    public var sharing: Sharing?
    /// How a layer narrows its input: MobileBERT.
    public var bottleneck: Bottleneck?
    /// The vectors of a table of which each token's further rows name some, which are added to its word's
    /// (`AddressCodes`); `nil` where those rows are not read.
    public var addressCodes: Int?
    /// The sizes of windows, in words: `text-cnn`.
    public var kernels: [Int]?

    /// ALBERT's layers in groups, each group run several times over.
    public struct Sharing: Sendable, Hashable {
        /// The number of different groups.
        public var groups = 1
        /// The layers of a group.
        public var innerLayers = 1

        public init(groups: Int = 1, innerLayers: Int = 1) {
            self.groups = groups
            self.innerLayers = innerLayers
        }
    }

    /// MobileBERT's narrow layers between wide states (Sun et al., 2020).
    public struct Bottleneck: Sendable, Hashable {
        /// The width inside a layer; `nil` for layers as wide as the states.
        public var width: Int? = 128
        /// Whether queries and keys come from a narrow input of their own.
        public var sharesQueriesAndKeys = true
        /// Whether queries, keys and values all come from the layer's narrow input.
        public var narrowsAttention = false
        /// The perceptrons of a layer, one after the other.
        public var perceptrons = 4
        /// Whether word vectors are those of three neighbouring words.
        public var hasTrigrams = true
        /// Whether layer normalisation stands where the published networks scale and shift alone.
        public var normalises = false
        /// Whether the first token's state goes through a layer before the head.
        public var hasPoolerLayer = true

        public init() {}
    }

    /// A configuration with the family's usual sizes, those of its base model.
    public init(_ family: TextFamily, vocabulary: Int, task: TextTask) {
        self.family = family
        self.task = task
        self.vocabulary = vocabulary
        (width, layers, heads, hidden) = (768, 12, 12, 3072)
        switch family {
        case .bert: break
        case .roberta, .xlmRoberta:
            (positions, segments, epsilon, padding) = (514, 1, 1e-5, 1)
        case .distilbert:
            (layers, segments, headDropout) = (6, 0, 0.2)
        case .albert:
            (embeddingWidth, sharing, activation) = (128, Sharing(), .approximateGELU)
            (dropout, attentionDropout, headDropout) = (0, 0, 0.1)
        case .mobilebert:
            (width, layers, heads, hidden, activation) = (512, 24, 4, 512, .relu)
            (embeddingWidth, bottleneck, dropout) = (128, Bottleneck(), 0)
        case .convolution:
            (width, layers, heads, hidden) = (128, 1, 1, 128)
            (embeddingWidth, kernels, segments, deviation) = (128, [3, 4, 5], 0, 0.1)
            (dropout, headDropout) = (0.1, 0.5)
        case .recurrence:
            (width, layers, heads, hidden) = (128, 1, 1, 128)
            (embeddingWidth, segments, deviation, headDropout) = (128, 0, 0.1, 0.5)
        }
    }

    /// The width of a token's state after the last layer, which is that of a sentence's vector.
    public var outputWidth: Int {
        switch family {
        case .convolution: width * (kernels?.count ?? 1)
        case .recurrence: 2 * width
        default: width
        }
    }

    /// The tokens that a sequence can have; `nil` where the network sets no limit.
    public var maximumLength: Int? {
        switch family {
        case .convolution, .recurrence: nil
        case .roberta, .xlmRoberta: positions - (padding ?? 1) - 1
        default: positions
        }
    }
}
