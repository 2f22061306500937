import Torch

/// ShuffleNet (Zhang et al., 2018) with 3 groups, with the names of parameters and the small stem
/// (one 1×1 convolution) of RepDistiller and mdistiller; from 65 pixels on the paper's stem.
public final class ShuffleNetV1: ImageClassifier {
    public let configuration: ModelConfiguration
    let conv1: Conv2d
    let bn1: BatchNorm
    let relu = Activation(.relu)
    let maxpool: MaxPool2d?
    let layer1: Sequential
    let layer2: Sequential
    let layer3: Sequential
    let avgpool = AdaptiveAveragePool2d()
    let flatten = Flatten()
    let linear: Linear

    public let stages = ["layer1", "layer2", "layer3"]
    public let preactivations = ["layer1.3.sum", "layer2.7.sum", "layer3.3.sum"]
    public let pooled = "flatten"
    public let head = "linear"
    public let aliases = ["fc": "linear"]

    public init(_ configuration: ModelConfiguration) throws(TorchError) {
        self.configuration = configuration
        let isSmall = configuration.hasSmallImages
        var inputs = 24
        conv1 = try Conv2d(
            configuration.channels, inputs, kernel: isSmall ? 1 : 3, stride: isSmall ? 1 : 2,
            padding: isSmall ? 0 : 1, bias: false)
        bn1 = try BatchNorm(inputs)
        maxpool = isSmall ? nil : MaxPool2d(kernel: 3, stride: 2, padding: 1)
        func stage(_ outputs: Int, blocks: Int) throws(TorchError) -> Sequential {
            var layers: [any Layer] = []
            for block in 0..<blocks {
                layers.append(
                    try ShuffleBlock(
                        inputs, outputs, isFirst: block == 0, groups: 3,
                        // The stem's 24 channels are too few to group.
                        firstGroups: inputs == 24 ? 1 : 3))
                inputs = outputs
            }
            return Sequential(layers)
        }
        layer1 = try stage(240, blocks: 4)
        layer2 = try stage(480, blocks: 8)
        layer3 = try stage(960, blocks: 4)
        linear = try Linear(inputs, configuration.classes)
    }

    public func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        var stem = try relu(bn1(conv1(input)))
        if let maxpool { stem = try maxpool(stem) }
        return try linear(flatten(avgpool(layer3(layer2(layer1(stem))))))
    }
}

/// Grouped 1×1, shuffle, 3×3 a channel and grouped 1×1 convolution.
///
/// The first block of a stage halves the picture and joins its pooled input to its output as further
/// channels; the others add their input.
private final class ShuffleBlock: Layer {
    let conv1: Conv2d
    let bn1: BatchNorm
    let relu1 = Activation(.relu)
    let shuffle1: ChannelShuffle
    let conv2: Conv2d
    let bn2: BatchNorm
    let relu2 = Activation(.relu)
    let conv3: Conv2d
    let bn3: BatchNorm
    let shortcut: AveragePool2d?
    let sum = Identity()
    let relu = Activation(.relu)

    init(
        _ inputs: Int, _ outputs: Int, isFirst: Bool, groups: Int, firstGroups: Int
    ) throws(TorchError) {
        let outputs = isFirst ? outputs - inputs : outputs
        let middle = outputs / 4
        conv1 = try Conv2d(inputs, middle, kernel: 1, groups: firstGroups, bias: false)
        bn1 = try BatchNorm(middle)
        shuffle1 = ChannelShuffle(groups: firstGroups)
        conv2 = try Conv2d(
            middle, middle, kernel: 3, stride: isFirst ? 2 : 1, padding: 1, groups: middle,
            bias: false)
        bn2 = try BatchNorm(middle)
        conv3 = try Conv2d(middle, outputs, kernel: 1, groups: groups, bias: false)
        bn3 = try BatchNorm(outputs)
        shortcut = isFirst ? AveragePool2d(kernel: 3, stride: 2, padding: 1) : nil
    }

    func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        let mixed = try shuffle1(relu1(bn1(conv1(input))))
        let output = try bn3(conv3(relu2(bn2(conv2(mixed)))))
        guard let shortcut else { return try relu(sum(output + input)) }
        return try relu(sum(.concatenated([output, shortcut(input)], dimension: 1)))
    }
}

extension ShuffleNetV1 {
    static let entries = [
        ModelCatalog.Entry(
            name: "shufflenetv1", family: "shufflenet",
            summary: "grouped convolutions with shuffled channels, 3 groups",
            paper: "Zhang, Zhou, Lin, Sun: ShuffleNet, 2018"
        ) { try ShuffleNetV1($0) }
    ]
}
