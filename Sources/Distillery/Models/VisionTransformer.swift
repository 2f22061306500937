import Torch

/// A vision transformer (Dosovitskiy et al., 2020; Touvron et al., 2021), with timm's names of
/// parameters.
///
/// It is made for one size of picture. Patches are 16 pixels wide, and smaller for pictures under
/// 65 pixels: see `ModelConfiguration.patchSide`. What the stages put out are sequences of tokens,
/// laid out as `tokenGrid` says.
public final class VisionTransformer: ImageClassifier {
    public let configuration: ModelConfiguration
    let clsToken: Parameter
    let posEmbed: Parameter
    let patchEmbed: PatchEmbedding
    let posDrop: Dropout
    let blocks: Sequential
    let norm: LayerNorm
    /// Gives the class token, so that there is a path for it; timm has a layer here as well.
    let fcNorm = Identity()
    let classifier: Linear

    /// The ends of four stages of about as many blocks each.
    public let stages: [String]
    /// A block ends in a sum, without an activation after it.
    public let preactivations: [String] = []
    public let pooled = "fc_norm"
    public let head = "head"
    public let tokenGrid: TokenGrid?

    public var pathNames: [String: String] { ["classifier": "head"] }

    static let standardWidth = 192
    static let standardHeads = 3
    static let standardLayers = 12

    /// - Throws: `ModelError.invalidValue` where no patches fill the picture.
    public init(_ configuration: ModelConfiguration) throws {
        let layers = configuration.layers ?? Self.standardLayers
        let heads = configuration.heads ?? Self.standardHeads
        let patch = try configuration.patchSide()
        let dropout = configuration.dropout ?? 0
        var resolved = configuration
        (resolved.layers, resolved.heads, resolved.patch) = (layers, heads, patch)
        resolved.dropout = dropout
        self.configuration = resolved

        let size = configuration.imageSize
        let grid = TokenGrid(leading: 1, height: size.height / patch, width: size.width / patch)
        tokenGrid = grid
        let width = configuration.scaled(Self.standardWidth, toMultipleOf: heads)
        clsToken = try Parameter([1, 1, width], .normal(deviation: 1e-6))
        posEmbed = try Parameter([1, grid.count, width], .truncatedNormal(deviation: 0.02))
        patchEmbed = try PatchEmbedding(
            channels: configuration.channels, imageSize: size, patch: patch, width: width)
        posDrop = Dropout(dropout)
        blocks = Sequential(
            try (0..<layers).map { _ in
                try TransformerBlock(width, heads: heads, dropout: dropout)
            })
        norm = try LayerNorm(width, epsilon: TransformerBlock.epsilon)
        classifier = try Linear(width, configuration.classes)
        let count = min(4, layers)
        stages = (1...count).map { "blocks.\(layers * $0 / count - 1)" }
        try initializeTransformerLayers()
    }

    public func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        let patches = try patchEmbed(input)
        let first = try clsToken.tensor.expanded(
            like: patches.slice(dimension: 1, from: 0, to: 1))
        let tokens = try Tensor.concatenated([first, patches], dimension: 1) + posEmbed.tensor
        let output = try norm(blocks(posDrop(tokens)))
        return try classifier(fcNorm(output.select(dimension: 1, index: 0)))
    }
}

extension VisionTransformer {
    static let entries = [
        entry(
            "vit-tiny", "vision transformer, 12 blocks of width 192, 3 heads",
            paper: "Dosovitskiy et al.: An image is worth 16x16 words, 2020"),
        entry(
            "deit-tiny", "the same network, under the name of DeiT's weights",
            paper: "Touvron et al.: Training data-efficient image transformers, 2021"),
    ]

    private static func entry(
        _ name: String, _ summary: String, paper: String
    ) -> ModelCatalog.Entry {
        .init(
            name: name, family: "vit", summary: summary, paper: paper,
            options: [.width, .dropout, .layers, .heads, .patch]
        ) { try VisionTransformer($0) }
    }
}
