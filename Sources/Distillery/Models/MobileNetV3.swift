import Torch

/// MobileNetV3 (Howard et al., 2019), with torchvision's names of parameters.
///
/// For pictures under 65 pixels the stem and the first strided block keep the picture's size, so
/// that the last maps are an eighth of it.
public final class MobileNetV3: ImageClassifier {
    /// One row of the paper's tables 1 and 2.
    struct Row {
        let kernel: Int
        let expanded: Int
        let channels: Int
        let squeezes: Bool
        let activation: Activation.Kind
        let stride: Int
    }

    public let configuration: ModelConfiguration
    let features: Sequential
    let avgpool = AdaptiveAveragePool2d()
    let flatten = Flatten()
    let classifier: Sequential

    public let stages: [String]
    /// The blocks end without an activation.
    public var preactivations: [String] { stages }
    public let pooled = "classifier.1"
    public let head = "classifier.3"

    static let epsilon = 0.001
    static let momentum = 0.01

    /// - Parameters:
    ///   - rows: the blocks.
    ///   - hidden: the size of the layer before the head.
    init(_ configuration: ModelConfiguration, rows: [Row], hidden: Int) throws(TorchError) {
        let dropout = configuration.dropout ?? 0.2
        var resolved = configuration
        resolved.dropout = dropout
        self.configuration = resolved
        let isSmall = configuration.hasSmallImages
        let firstStrided = rows.firstIndex { $0.stride == 2 }

        var inputs = configuration.scaledToEights(16)
        var layers: [any Layer] = [
            try makeConvolutionUnit(
                configuration.channels, inputs, kernel: 3, stride: isSmall ? 1 : 2,
                activation: .hardSwish, epsilon: Self.epsilon, momentum: Self.momentum)
        ]
        for (index, row) in rows.enumerated() {
            let outputs = configuration.scaledToEights(row.channels)
            layers.append(
                try SqueezedResidual(
                    inputs, outputs, row, expanded: configuration.scaledToEights(row.expanded),
                    stride: isSmall && index == firstStrided ? 1 : row.stride))
            inputs = outputs
        }
        layers.append(
            try makeConvolutionUnit(
                inputs, 6 * inputs, activation: .hardSwish, epsilon: Self.epsilon,
                momentum: Self.momentum))
        features = Sequential(layers)
        // Block i is features.(i + 1); a stage ends where the next block has a stride.
        let ends = (1...rows.count).filter { $0 == rows.count || rows[$0].stride == 2 }
        stages = ends.suffix(4).map { "features.\($0)" }

        let hidden = configuration.scaledToEights(hidden)
        classifier = try Sequential(
            Linear(6 * inputs, hidden), Activation(.hardSwish), Dropout(dropout),
            Linear(hidden, configuration.classes))
        try initializeConvolutions()
        try initializeLinearLayers(deviation: 0.01)
    }

    public func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        try classifier(flatten(avgpool(features(input))))
    }
}
