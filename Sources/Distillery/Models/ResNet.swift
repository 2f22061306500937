import Torch

/// ResNet for large pictures (He et al., 2015), with torchvision's names of parameters.
///
/// For pictures under 65 pixels the stem is a 3×3 convolution without stride or pooling; `linear`
/// and `shortcut`, as CIFAR ports of these nets write them, are aliases.
public final class ResNet: ImageClassifier {
    public let configuration: ModelConfiguration
    let conv1: Conv2d
    let bn1: BatchNorm
    let relu = Activation(.relu, inPlace: true)
    let maxpool: MaxPool2d?
    let layer1: Sequential
    let layer2: Sequential
    let layer3: Sequential
    let layer4: Sequential
    let avgpool = AdaptiveAveragePool2d()
    let flatten = Flatten()
    let fc: Linear

    public let stages = ["layer1", "layer2", "layer3", "layer4"]
    public var preactivations: [String] {
        zip(stages, blocks).map { "\($0).\($1 - 1).sum" }
    }
    public let pooled = "flatten"
    public let head = "fc"
    public let aliases = ["linear": "fc", "shortcut": "downsample"]
    /// Blocks of each stage.
    private let blocks: [Int]

    /// - Parameters:
    ///   - blocks: how many blocks each of the four stages has.
    ///   - hasBottlenecks: whether the blocks are `BottleneckBlock`s.
    public init(
        _ configuration: ModelConfiguration, blocks: [Int], hasBottlenecks: Bool
    ) throws(TorchError) {
        self.configuration = configuration
        self.blocks = blocks
        let isSmall = configuration.hasSmallImages
        let base = configuration.scaled(64)
        conv1 = try Conv2d(
            configuration.channels, base, kernel: isSmall ? 3 : 7, stride: isSmall ? 1 : 2,
            padding: isSmall ? 1 : 3, bias: false)
        bn1 = try BatchNorm(base)
        maxpool = isSmall ? nil : MaxPool2d(kernel: 3, stride: 2, padding: 1)

        var inputs = base
        func stage(_ index: Int) throws(TorchError) -> Sequential {
            let width = base << index
            var layers: [any Layer] = []
            for block in 0..<blocks[index] {
                let stride = block == 0 && index > 0 ? 2 : 1
                if hasBottlenecks {
                    layers.append(try BottleneckBlock(inputs, width: width, stride: stride))
                    inputs = width * BottleneckBlock.expansion
                } else {
                    layers.append(
                        try ResidualBlock(inputs, width, stride: stride, shortcut: .projection))
                    inputs = width
                }
            }
            return Sequential(layers)
        }
        layer1 = try stage(0)
        layer2 = try stage(1)
        layer3 = try stage(2)
        layer4 = try stage(3)
        fc = try Linear(inputs, configuration.classes)
        try initializeConvolutions()
    }

    public func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        var stem = try relu(bn1(conv1(input)))
        if let maxpool { stem = try maxpool(stem) }
        return try fc(flatten(avgpool(layer4(layer3(layer2(layer1(stem)))))))
    }
}

extension ResNet {
    static let entries = [
        entry(18, [2, 2, 2, 2], hasBottlenecks: false),
        entry(34, [3, 4, 6, 3], hasBottlenecks: false),
        entry(50, [3, 4, 6, 3], hasBottlenecks: true),
        entry(101, [3, 4, 23, 3], hasBottlenecks: true),
    ]

    private static func entry(
        _ depth: Int, _ blocks: [Int], hasBottlenecks: Bool
    ) -> ModelCatalog.Entry {
        .init(
            name: "resnet\(depth)", family: "resnet",
            summary: "ResNet with \(depth) layers" + (hasBottlenecks ? " in bottlenecks" : ""),
            paper: "He, Zhang, Ren, Sun: Deep residual learning for image recognition, 2015",
            options: [.width]
        ) { try ResNet($0, blocks: blocks, hasBottlenecks: hasBottlenecks) }
    }
}
