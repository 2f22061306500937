import Torch

/// ResNet for small pictures (He et al., 2015, section 4.2): three stages, depth 6n + 2.
///
/// Names of parameters are those of RepDistiller and mdistiller (`fc`, `downsample`); `linear` and
/// `shortcut`, as akamaster/pytorch_resnet_cifar10 writes them, are aliases.
public final class SmallResNet: ImageClassifier {
    public let configuration: ModelConfiguration
    let conv1: Conv2d
    let bn1: BatchNorm
    let relu = Activation(.relu, inPlace: true)
    let layer1: Sequential
    let layer2: Sequential
    let layer3: Sequential
    let avgpool = AdaptiveAveragePool2d()
    let flatten = Flatten()
    let fc: Linear

    public let stages = ["layer1", "layer2", "layer3"]
    public var preactivations: [String] { stages.map { "\($0).\(blocks - 1).sum" } }
    public let pooled = "flatten"
    public let head = "fc"
    public let aliases = ["linear": "fc", "shortcut": "downsample"]
    /// Blocks a stage, n.
    private let blocks: Int

    /// - Parameters:
    ///   - depth: 6n + 2, as 20.
    ///   - widths: channels of the stem and of the three stages.
    ///   - shortcut: used where the configuration says nothing.
    public init(
        _ configuration: ModelConfiguration, depth: Int, widths: [Int] = [16, 16, 32, 64],
        shortcut: ModelConfiguration.Shortcut = .padding
    ) throws(TorchError) {
        precondition((depth - 2) % 6 == 0, "the depth is 6n + 2, not \(depth)")
        let shortcut = configuration.shortcut ?? shortcut
        var resolved = configuration
        resolved.shortcut = shortcut
        self.configuration = resolved
        let blocks = (depth - 2) / 6
        self.blocks = blocks
        let widths = widths.map(configuration.scaled)
        func stage(_ index: Int, stride: Int) throws(TorchError) -> Sequential {
            var layers: [any Layer] = []
            for block in 0..<blocks {
                layers.append(
                    try ResidualBlock(
                        block == 0 ? widths[index - 1] : widths[index], widths[index],
                        stride: block == 0 ? stride : 1, shortcut: shortcut))
            }
            return Sequential(layers)
        }
        conv1 = try Conv2d(configuration.channels, widths[0], kernel: 3, padding: 1, bias: false)
        bn1 = try BatchNorm(widths[0])
        layer1 = try stage(1, stride: 1)
        layer2 = try stage(2, stride: 2)
        layer3 = try stage(3, stride: 2)
        fc = try Linear(widths[3], configuration.classes)
        try initializeConvolutions()
    }

    public func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        let stem = try relu(bn1(conv1(input)))
        return try fc(flatten(avgpool(layer3(layer2(layer1(stem))))))
    }
}

extension SmallResNet {
    static let entries = [8, 14, 20, 32, 44, 56, 110].map(entry) + [8, 32].map(wideEntry)

    private static let paper =
        "He, Zhang, Ren, Sun: Deep residual learning for image recognition, 2015"

    private static func entry(depth: Int) -> ModelCatalog.Entry {
        .init(
            name: "resnet\(depth)", family: "resnet-cifar",
            summary: "ResNet for small pictures, \(depth) layers of 16, 32 and 64 channels",
            paper: paper, options: [.width, .shortcut]
        ) { try SmallResNet($0, depth: depth) }
    }

    private static func wideEntry(depth: Int) -> ModelCatalog.Entry {
        .init(
            name: "resnet\(depth)x4", family: "resnet-cifar",
            summary: "ResNet for small pictures, \(depth) layers of 64, 128 and 256 channels",
            paper: paper, options: [.width, .shortcut]
        ) { try SmallResNet($0, depth: depth, widths: [32, 64, 128, 256], shortcut: .projection) }
    }
}
