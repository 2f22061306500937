import Torch

/// Wide ResNet (Zagoruyko and Komodakis, 2016) for small pictures: depth 6n + 4.
///
/// Names of parameters are those of RepDistiller and mdistiller.
public final class WideResNet: ImageClassifier {
    public let configuration: ModelConfiguration
    let conv1: Conv2d
    let block1: WideStage
    let block2: WideStage
    let block3: WideStage
    let bn1: BatchNorm
    let relu = Activation(.relu)
    let avgpool = AdaptiveAveragePool2d()
    let flatten = Flatten()
    let fc: Linear

    public let stages = ["block1", "block2", "block3"]
    /// A stage ends in a sum; the batch normalisation before the next stage's first activation is
    /// where the literature taps it.
    public let preactivations = ["block2.layer.0.bn1", "block3.layer.0.bn1", "bn1"]
    public let pooled = "flatten"
    public let head = "fc"

    /// - Parameters:
    ///   - depth: 6n + 4, as 16.
    ///   - factor: how many times wider than 16, 32 and 64 channels the stages are.
    public init(
        _ configuration: ModelConfiguration, depth: Int, factor: Int
    ) throws(TorchError) {
        precondition((depth - 4) % 6 == 0, "the depth is 6n + 4, not \(depth)")
        let dropout = configuration.dropout ?? 0
        var resolved = configuration
        resolved.dropout = dropout
        self.configuration = resolved
        let blocks = (depth - 4) / 6
        let stem = configuration.scaled(16)
        let widths = [16, 32, 64].map { configuration.scaled($0 * factor) }
        conv1 = try Conv2d(configuration.channels, stem, kernel: 3, padding: 1, bias: false)
        block1 = try WideStage(stem, widths[0], stride: 1, blocks: blocks, dropout: dropout)
        block2 = try WideStage(widths[0], widths[1], stride: 2, blocks: blocks, dropout: dropout)
        block3 = try WideStage(widths[1], widths[2], stride: 2, blocks: blocks, dropout: dropout)
        bn1 = try BatchNorm(widths[2])
        fc = try Linear(widths[2], configuration.classes)
        try initializeConvolutions()
        try fc.bias?.initialize(.zeros)
    }

    public func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        let features = try block3(block2(block1(conv1(input))))
        return try fc(flatten(avgpool(relu(bn1(features)))))
    }
}

/// Blocks of one resolution.
final class WideStage: Layer {
    let layer: Sequential

    init(
        _ inputs: Int, _ outputs: Int, stride: Int, blocks: Int, dropout: Double
    ) throws(TorchError) {
        var layers = [
            try PreactivatedBlock(inputs, outputs, stride: stride, dropout: dropout)
        ]
        for _ in 1..<blocks {
            layers.append(try PreactivatedBlock(outputs, outputs, stride: 1, dropout: dropout))
        }
        layer = Sequential(layers)
    }

    func forward(_ input: Tensor) throws(TorchError) -> Tensor { try layer(input) }
}

/// A residual block that normalises and rectifies before each convolution (He et al., 2016).
final class PreactivatedBlock: Layer {
    let bn1: BatchNorm
    let relu1 = Activation(.relu)
    let conv1: Conv2d
    let bn2: BatchNorm
    let relu2 = Activation(.relu)
    let dropout: Dropout
    let conv2: Conv2d
    let convShortcut: Conv2d?

    var pathNames: [String: String] { ["convShortcut": "convShortcut"] }

    init(_ inputs: Int, _ outputs: Int, stride: Int, dropout: Double) throws(TorchError) {
        bn1 = try BatchNorm(inputs)
        conv1 = try Conv2d(inputs, outputs, kernel: 3, stride: stride, padding: 1, bias: false)
        bn2 = try BatchNorm(outputs)
        self.dropout = Dropout(dropout)
        conv2 = try Conv2d(outputs, outputs, kernel: 3, padding: 1, bias: false)
        convShortcut =
            inputs == outputs
            ? nil : try Conv2d(inputs, outputs, kernel: 1, stride: stride, bias: false)
    }

    func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        let activated = try relu1(bn1(input))
        let residual = try conv2(dropout(relu2(bn2(conv1(activated)))))
        // The first block of a stage projects the activated input, the others add the raw one.
        return try residual + (convShortcut?(activated) ?? input)
    }
}

extension WideResNet {
    static let entries = [(16, 1), (16, 2), (40, 1), (40, 2)].map { depth, factor in
        ModelCatalog.Entry(
            name: "wrn-\(depth)-\(factor)", family: "wide-resnet",
            summary: "Wide ResNet for small pictures, \(depth) layers, factor \(factor)",
            paper: "Zagoruyko, Komodakis: Wide residual networks, 2016",
            options: [.width, .dropout]
        ) { try WideResNet($0, depth: depth, factor: factor) }
    }
}
