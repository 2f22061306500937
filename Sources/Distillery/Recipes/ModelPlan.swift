/// Which network, with which options; the data decides classes, channels and picture size.
public struct ModelPlan: Codable, Sendable, Equatable {
    /// A name in the `ModelCatalog`.
    public var kind: String
    public var width: Double?
    public var shortcut: ModelConfiguration.Shortcut?
    public var dropout: Double?
    public var batchNorm: Bool?
    public var blocks: [ConvolutionBlock]?
    public var hidden: [Int]?
    public var layers: Int?
    public var heads: Int?
    public var patch: Int?
    /// A text network's width of states.
    public var hiddenSize: Int?
    /// The width inside a layer's perceptron of a text network.
    public var intermediateSize: Int?
    /// A text network's width of word vectors.
    public var embeddingSize: Int?
    /// The windows of a text network of convolutions, in words.
    public var kernels: [Int]?
    /// The longest sequence of a text network, in tokens.
    public var positions: Int?
    /// A `config.json`, or a folder with one, that gives a text network's sizes.
    public var config: String?
    /// Whether a text network reads what `data.address` says beside the tokens.
    public var address: Bool?

    public init(
        _ kind: String, width: Double? = nil, shortcut: ModelConfiguration.Shortcut? = nil,
        dropout: Double? = nil, batchNorm: Bool? = nil, blocks: [ConvolutionBlock]? = nil,
        hidden: [Int]? = nil, layers: Int? = nil, heads: Int? = nil, patch: Int? = nil,
        hiddenSize: Int? = nil, intermediateSize: Int? = nil, embeddingSize: Int? = nil,
        kernels: [Int]? = nil, positions: Int? = nil, config: String? = nil, address: Bool? = nil
    ) {
        self.kind = kind
        self.width = width
        self.shortcut = shortcut
        self.dropout = dropout
        self.batchNorm = batchNorm
        self.blocks = blocks
        self.hidden = hidden
        self.layers = layers
        self.heads = heads
        self.patch = patch
        self.hiddenSize = hiddenSize
        self.intermediateSize = intermediateSize
        self.embeddingSize = embeddingSize
        self.kernels = kernels
        self.positions = positions
        self.config = config
        self.address = address
    }

    /// The options that are set and only text networks have.
    var textOptionNames: [String] {
        let options: [(String, Bool)] = [
            ("hidden-size", hiddenSize != nil), ("intermediate-size", intermediateSize != nil),
            ("embedding-size", embeddingSize != nil), ("kernels", kernels != nil),
            ("positions", positions != nil), ("config", config != nil),
            ("address", address != nil),
        ]
        return options.filter(\.1).map(\.0)
    }

    /// The whole configuration for pictures of this kind.
    public func configuration(
        classes: Int, channels: Int, imageSize: ImageSize
    ) -> ModelConfiguration {
        ModelConfiguration(
            kind: kind, classes: classes, channels: channels, imageSize: imageSize, width: width,
            shortcut: shortcut, dropout: dropout, batchNorm: batchNorm, blocks: blocks,
            hidden: hidden, layers: layers, heads: heads, patch: patch)
    }

    enum CodingKeys: String, CodingKey, CaseIterable {
        case kind, width, shortcut, dropout
        case batchNorm = "batch-norm"
        case blocks, hidden, layers, heads, patch
        case hiddenSize = "hidden-size"
        case intermediateSize = "intermediate-size"
        case embeddingSize = "embedding-size"
        case kernels, positions, config, address
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        self.init(
            try values.decode(.kind),
            width: try values.decodeAboveZero(.width),
            shortcut: try values.decodeIfPresent(.shortcut),
            dropout: try values.decodeIfPresent(.dropout),
            batchNorm: try values.decodeIfPresent(.batchNorm),
            blocks: try values.decodeIfPresent(.blocks),
            hidden: try values.decodeIfPresent(.hidden),
            layers: try values.decodeIfPresent(.layers),
            heads: try values.decodeIfPresent(.heads),
            patch: try values.decodeIfPresent(.patch),
            hiddenSize: try values.decodePositive(.hiddenSize),
            intermediateSize: try values.decodePositive(.intermediateSize),
            embeddingSize: try values.decodePositive(.embeddingSize),
            kernels: try values.decodeIfPresent(.kernels),
            positions: try values.decodePositive(.positions),
            config: try values.decodeIfPresent(.config),
            address: try values.decodeIfPresent(.address))
    }
}
