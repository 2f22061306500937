import Torch

/// MobileNetV2 (Sandler et al., 2018), with torchvision's names of parameters.
///
/// For pictures under 65 pixels the stem and the first strided stage keep the picture's size, so
/// that the last maps are an eighth of it, as in the usual CIFAR ports.
public final class MobileNetV2: ImageClassifier {
    public let configuration: ModelConfiguration
    let features: Sequential
    let avgpool = AdaptiveAveragePool2d()
    let flatten = Flatten()
    let classifier: Sequential

    public let stages = ["features.3", "features.6", "features.13", "features.17"]
    /// The blocks end without an activation.
    public var preactivations: [String] { stages }
    public let pooled = "flatten"
    public let head = "classifier.1"

    /// Expansion, channels, blocks and stride of each stage (table 2 of the paper).
    static let table: [(expansion: Int, channels: Int, blocks: Int, stride: Int)] = [
        (1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2),
        (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1),
    ]

    public init(_ configuration: ModelConfiguration) throws(TorchError) {
        let dropout = configuration.dropout ?? 0.2
        var resolved = configuration
        resolved.dropout = dropout
        self.configuration = resolved
        let isSmall = configuration.hasSmallImages

        var inputs = configuration.scaledToEights(32)
        var layers: [any Layer] = [
            try makeConvolutionUnit(
                configuration.channels, inputs, kernel: 3, stride: isSmall ? 1 : 2,
                activation: .relu6)
        ]
        for (index, row) in Self.table.enumerated() {
            let outputs = configuration.scaledToEights(row.channels)
            for block in 0..<row.blocks {
                let stride = block > 0 || (isSmall && index == 1) ? 1 : row.stride
                layers.append(
                    try InvertedResidual(
                        inputs, outputs, stride: stride, expansion: row.expansion))
                inputs = outputs
            }
        }
        let last = configuration.scaledToEights(1280, width: max(1, configuration.width ?? 1))
        layers.append(try makeConvolutionUnit(inputs, last, activation: .relu6))
        features = Sequential(layers)
        classifier = try Sequential(Dropout(dropout), Linear(last, configuration.classes))
        try initializeConvolutions()
        try initializeLinearLayers(deviation: 0.01)
    }

    public func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        try classifier(flatten(avgpool(features(input))))
    }
}

/// Widens with 1×1, filters each channel with 3×3 and narrows with 1×1, without an activation.
final class InvertedResidual: Layer {
    let conv: Sequential
    let isResidual: Bool

    init(_ inputs: Int, _ outputs: Int, stride: Int, expansion: Int) throws(TorchError) {
        let hidden = inputs * expansion
        var layers: [any Layer] = []
        if expansion != 1 {
            layers.append(try makeConvolutionUnit(inputs, hidden, activation: .relu6))
        }
        layers.append(
            try makeConvolutionUnit(
                hidden, hidden, kernel: 3, stride: stride, groups: hidden, activation: .relu6))
        layers.append(try Conv2d(hidden, outputs, kernel: 1, bias: false))
        layers.append(try BatchNorm(outputs))
        conv = Sequential(layers)
        isResidual = stride == 1 && inputs == outputs
    }

    func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        let output = try conv(input)
        return isResidual ? try input + output : output
    }
}

extension MobileNetV2 {
    static let paper =
        "Sandler et al.: MobileNetV2: inverted residuals and linear bottlenecks, 2018"

    static let entries = [
        ModelCatalog.Entry(
            name: "mobilenetv2", family: "mobilenetv2",
            summary: "inverted residuals with linear bottlenecks", paper: paper,
            options: [.width, .dropout]
        ) { try MobileNetV2($0) },
        ModelCatalog.Entry(
            name: "mobilenetv2-half", family: "mobilenetv2",
            summary: "MobileNetV2 of half width as the distillation literature has it for CIFAR",
            paper: paper
        ) { try HalfMobileNetV2($0) },
    ]
}
