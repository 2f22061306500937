import Torch

/// ShuffleNetV2 (Ma et al., 2018), with torchvision's names of parameters.
///
/// For pictures under 65 pixels the stem has neither stride nor pooling.
public final class ShuffleNetV2: ImageClassifier {
    public let configuration: ModelConfiguration
    let conv1: Sequential
    let maxpool: MaxPool2d?
    let stage2: Sequential
    let stage3: Sequential
    let stage4: Sequential
    let conv5: Sequential
    let avgpool = AdaptiveAveragePool2d()
    let flatten = Flatten()
    let fc: Linear

    public let stages = ["stage2", "stage3", "stage4"]
    public let preactivations: [String] = []
    public let pooled = "flatten"
    public let head = "fc"
    public let aliases = ["linear": "fc"]

    /// Channels of the stages and of the last convolution, by width (table 5 of the paper).
    private static let table: [(width: Double, channels: [Int])] = [
        (0.5, [48, 96, 192, 1024]), (1, [116, 232, 464, 1024]),
        (1.5, [176, 352, 704, 1024]), (2, [244, 488, 976, 2048]),
    ]

    /// - Throws: `ModelError.invalidValue` for a width that the paper does not have.
    public init(_ configuration: ModelConfiguration) throws {
        let width = configuration.width ?? 1
        guard let channels = Self.table.first(where: { $0.width == width })?.channels else {
            throw ModelError.invalidValue(
                key: "width", found: "\(width)", expected: "0.5, 1, 1.5 or 2")
        }
        self.configuration = configuration
        let isSmall = configuration.hasSmallImages
        var inputs = 24
        conv1 = try makeConvolutionUnit(
            configuration.channels, inputs, kernel: 3, stride: isSmall ? 1 : 2, activation: .relu)
        maxpool = isSmall ? nil : MaxPool2d(kernel: 3, stride: 2, padding: 1)
        func stage(_ outputs: Int, blocks: Int) throws(TorchError) -> Sequential {
            var layers: [any Layer] = [try ShuffledBranches(inputs, outputs, stride: 2)]
            for _ in 1..<blocks {
                layers.append(try ShuffledBranches(outputs, outputs, stride: 1))
            }
            inputs = outputs
            return Sequential(layers)
        }
        stage2 = try stage(channels[0], blocks: 4)
        stage3 = try stage(channels[1], blocks: 8)
        stage4 = try stage(channels[2], blocks: 4)
        conv5 = try makeConvolutionUnit(inputs, channels[3], activation: .relu)
        fc = try Linear(channels[3], configuration.classes)
    }

    public func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        var stem = try conv1(input)
        if let maxpool { stem = try maxpool(stem) }
        return try fc(flatten(avgpool(conv5(stage4(stage3(stage2(stem)))))))
    }
}

/// Two branches whose channels are joined and shuffled: each halves the picture, or one lets half of
/// the channels through.
private final class ShuffledBranches: Layer {
    /// Absent where half of the channels pass as they are.
    let branch1: Sequential?
    let branch2: Sequential
    let shuffle = ChannelShuffle(groups: 2)

    init(_ inputs: Int, _ outputs: Int, stride: Int) throws(TorchError) {
        let half = outputs / 2
        let passes = stride == 1
        branch1 =
            passes
            ? nil
            : try Sequential(
                Conv2d(
                    inputs, inputs, kernel: 3, stride: stride, padding: 1, groups: inputs,
                    bias: false), BatchNorm(inputs),
                Conv2d(inputs, half, kernel: 1, bias: false), BatchNorm(half), Activation(.relu))
        branch2 = try Sequential(
            Conv2d(passes ? half : inputs, half, kernel: 1, bias: false), BatchNorm(half),
            Activation(.relu),
            Conv2d(half, half, kernel: 3, stride: stride, padding: 1, groups: half, bias: false),
            BatchNorm(half),
            Conv2d(half, half, kernel: 1, bias: false), BatchNorm(half), Activation(.relu))
    }

    func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        let parts =
            if let branch1 {
                [try branch1(input), try branch2(input)]
            } else {
                try input.chunks(2, dimension: 1).enumerated().map {
                    index, part throws(TorchError) in index == 0 ? part : try branch2(part)
                }
            }
        return try shuffle(.concatenated(parts, dimension: 1))
    }
}

extension ShuffleNetV2 {
    static let entries = [
        ModelCatalog.Entry(
            name: "shufflenetv2", family: "shufflenet",
            summary: "split and shuffled channels; widths 0.5, 1, 1.5 and 2",
            paper: "Ma, Zhang, Zheng, Sun: ShuffleNet V2, 2018", options: [.width]
        ) { try ShuffleNetV2($0) }
    ]
}
