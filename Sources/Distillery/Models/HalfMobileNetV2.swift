import Torch

/// MobileNetV2 at half width as RepDistiller and mdistiller train it on CIFAR.
///
/// It differs from `MobileNetV2` at width 0.5: channels are not rounded to eights, the first block
/// widens too (by 1), the activations are plain ReLU, and the stem has stride 2 and the second
/// stage none. Names of parameters are theirs, so that their checkpoints load.
public final class HalfMobileNetV2: ImageClassifier {
    public let configuration: ModelConfiguration
    let conv1: Sequential
    let blocks: Sequential
    let conv2: Sequential
    let avgpool = AdaptiveAveragePool2d()
    let flatten = Flatten()
    let classifier: Sequential

    public let stages = ["blocks.1", "blocks.2", "blocks.4", "blocks.6"]
    /// The blocks end without an activation.
    public var preactivations: [String] { stages }
    public let pooled = "flatten"
    public let head = "classifier.0"

    public init(_ configuration: ModelConfiguration) throws(TorchError) {
        self.configuration = configuration
        var inputs = 16
        conv1 = try makeConvolutionUnit(
            configuration.channels, inputs, kernel: 3, stride: 2, activation: .relu)
        var stages: [any Layer] = []
        for (index, row) in MobileNetV2.table.enumerated() {
            let outputs = row.channels / 2
            var layers: [any Layer] = []
            for block in 0..<row.blocks {
                let stride = block > 0 || index == 1 ? 1 : row.stride
                layers.append(
                    try FullInvertedResidual(
                        inputs, outputs, stride: stride, expansion: row.expansion))
                inputs = outputs
            }
            stages.append(Sequential(layers))
        }
        blocks = Sequential(stages)
        conv2 = try makeConvolutionUnit(inputs, 1280, activation: .relu)
        classifier = try Sequential(Linear(1280, configuration.classes))
        try initializeConvolutions()
        try initializeLinearLayers(deviation: 0.01)
    }

    public func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        try classifier(flatten(avgpool(conv2(blocks(conv1(input))))))
    }
}

/// An inverted residual block whose layers all stand in one list, and that widens even by 1.
private final class FullInvertedResidual: Layer {
    let conv: Sequential
    let isResidual: Bool

    init(_ inputs: Int, _ outputs: Int, stride: Int, expansion: Int) throws(TorchError) {
        let hidden = inputs * expansion
        conv = try Sequential(
            Conv2d(inputs, hidden, kernel: 1, bias: false), BatchNorm(hidden), Activation(.relu),
            Conv2d(
                hidden, hidden, kernel: 3, stride: stride, padding: 1, groups: hidden, bias: false),
            BatchNorm(hidden), Activation(.relu),
            Conv2d(hidden, outputs, kernel: 1, bias: false), BatchNorm(outputs))
        isResidual = stride == 1 && inputs == outputs
    }

    func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        let output = try conv(input)
        return isResidual ? try input + output : output
    }
}
