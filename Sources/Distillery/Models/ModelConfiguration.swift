/// What a catalog's model is made from: kept as JSON beside a student's weights.
///
/// The options below `imageSize` are `nil` where the family's own default holds. An option that the
/// family does not have is an error, never ignored.
public struct ModelConfiguration: Sendable, Hashable {
    /// The model's name in the catalog, as `resnet20`.
    public var kind: String
    public var classes: Int
    /// 1 for grey pictures, 3 for colour.
    public var channels: Int
    public var imageSize: ImageSize

    /// Multiplies the number of channels of every layer.
    public var width: Double?
    /// How a residual block's shortcut changes its shape.
    public var shortcut: Shortcut?
    /// The probability of dropout where the family has it.
    public var dropout: Double?
    /// Whether convolutions are followed by batch normalisation.
    public var batchNorm: Bool?
    /// The convolutions of `cnn`, from the picture on.
    public var blocks: [ConvolutionBlock]?
    /// The sizes of the hidden layers of `mlp`.
    public var hidden: [Int]?
    /// The number of blocks of a transformer.
    public var layers: Int?
    /// The heads of a transformer's attention; they share its width.
    public var heads: Int?
    /// The side in pixels of the patches that become a transformer's tokens.
    public var patch: Int?

    public init(
        kind: String, classes: Int, channels: Int = 3, imageSize: ImageSize, width: Double? = nil,
        shortcut: Shortcut? = nil, dropout: Double? = nil, batchNorm: Bool? = nil,
        blocks: [ConvolutionBlock]? = nil, hidden: [Int]? = nil, layers: Int? = nil,
        heads: Int? = nil, patch: Int? = nil
    ) {
        self.kind = kind
        self.classes = classes
        self.channels = channels
        self.imageSize = imageSize
        self.width = width
        self.shortcut = shortcut
        self.dropout = dropout
        self.batchNorm = batchNorm
        self.blocks = blocks
        self.hidden = hidden
        self.layers = layers
        self.heads = heads
        self.patch = patch
    }

    /// How a shortcut changes its shape, by the letters of the ResNet paper (2015, section 4.2).
    public enum Shortcut: String, Codable, Sendable, CaseIterable {
        /// Every second pixel, and channels of zeros: no parameters.
        case padding = "A"
        /// A 1×1 convolution with batch normalisation.
        case projection = "B"
    }

    /// The options that only some families have.
    public enum Option: String, Sendable, CaseIterable {
        case width, shortcut, dropout, batchNorm, blocks, hidden, layers, heads, patch
    }

    /// The options that are set.
    public var options: Set<Option> {
        var set: Set<Option> = []
        if width != nil { set.insert(.width) }
        if shortcut != nil { set.insert(.shortcut) }
        if dropout != nil { set.insert(.dropout) }
        if batchNorm != nil { set.insert(.batchNorm) }
        if blocks != nil { set.insert(.blocks) }
        if hidden != nil { set.insert(.hidden) }
        if layers != nil { set.insert(.layers) }
        if heads != nil { set.insert(.heads) }
        if patch != nil { set.insert(.patch) }
        return set
    }

    /// Whether nets made for 224×224 pictures take the stem that keeps a small picture's size: both
    /// sides are under 65 pixels.
    public var hasSmallImages: Bool { max(imageSize.width, imageSize.height) < 65 }

    /// `channels` times the width, rounded; at least 1.
    func scaled(_ channels: Int) -> Int {
        max(1, Int((Double(channels) * (width ?? 1)).rounded()))
    }

    /// `channels` times the width, as the nearest multiple of `factor`; at least that.
    func scaled(_ channels: Int, toMultipleOf factor: Int) -> Int {
        let multiples = Double(channels) * (width ?? 1) / Double(factor)
        return max(1, Int(multiples.rounded())) * factor
    }

    /// `channels` times the width as a multiple of 8 that is at most a tenth below it (Sandler et al.,
    /// 2018, as torchvision rounds).
    func scaledToEights(_ channels: Int, width: Double? = nil) -> Int {
        roundedToEights(Double(channels) * (width ?? self.width ?? 1))
    }
}

/// The multiple of 8 nearest to `channels` that is at most a tenth below it; at least 8.
func roundedToEights(_ channels: Double) -> Int {
    let nearest = max(8, Int(channels + 4) / 8 * 8)
    return Double(nearest) < 0.9 * channels ? nearest + 8 : nearest
}

extension ModelConfiguration: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case kind, classes, channels, imageSize, width, shortcut, dropout, batchNorm, blocks, hidden
        case layers, heads, patch
    }

    /// Decodes strictly: an unknown key is an error that names the nearest one.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        try self.init(
            kind: values.decode(.kind),
            classes: values.decode(.classes),
            channels: values.decode(.channels, default: 3),
            imageSize: values.decode(.imageSize),
            width: values.decodeIfPresent(.width),
            shortcut: values.decodeIfPresent(.shortcut),
            dropout: values.decodeIfPresent(.dropout),
            batchNorm: values.decodeIfPresent(.batchNorm),
            blocks: values.decodeIfPresent(.blocks),
            hidden: values.decodeIfPresent(.hidden),
            layers: values.decodeIfPresent(.layers),
            heads: values.decodeIfPresent(.heads),
            patch: values.decodeIfPresent(.patch))
        do {
            try validate()
        } catch let .invalidValue(key, found, expected) {
            let place = values.path.isEmpty ? key : "\(values.path).\(key)"
            throw RecipeError.invalidValue(path: place, found: found, expected: expected)
        }
    }
}
