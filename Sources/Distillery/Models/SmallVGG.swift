import Torch

/// VGG for small pictures: the convolutions of VGG, global pooling and one linear layer.
///
/// Names of parameters are those of RepDistiller and mdistiller.
public final class SmallVGG: ImageClassifier {
    public let configuration: ModelConfiguration
    let block0: Sequential
    let relu0 = Activation(.relu)
    let pool0 = MaxPool2d(kernel: 2)
    let block1: Sequential
    let relu1 = Activation(.relu)
    let pool1 = MaxPool2d(kernel: 2)
    let block2: Sequential
    let relu2 = Activation(.relu)
    let pool2 = MaxPool2d(kernel: 2)
    let block3: Sequential
    let relu3 = Activation(.relu)
    /// Only from 64 pixels on: smaller pictures would have nothing left.
    let pool3: MaxPool2d?
    let block4: Sequential
    let relu4 = Activation(.relu)
    let pool4 = AdaptiveAveragePool2d()
    let dropout: Dropout
    let flatten = Flatten()
    let classifier: Linear

    public let stages = ["relu1", "relu2", "relu3", "relu4"]
    public let preactivations = ["block1", "block2", "block3", "block4"]
    public let pooled = "flatten"
    public let head = "classifier"

    /// - Parameter convolutions: how many of 3×3 each of the five blocks has.
    public init(_ configuration: ModelConfiguration, convolutions: [Int]) throws(TorchError) {
        let hasNorm = configuration.batchNorm ?? true
        let dropout = configuration.dropout ?? 0
        var resolved = configuration
        resolved.dropout = dropout
        resolved.batchNorm = hasNorm
        self.configuration = resolved
        let widths = [64, 128, 256, 512, 512].map(configuration.scaled)
        func block(_ index: Int) throws(TorchError) -> Sequential {
            var layers: [any Layer] = []
            var inputs = index == 0 ? configuration.channels : widths[index - 1]
            for _ in 0..<convolutions[index] {
                if !layers.isEmpty { layers.append(Activation(.relu)) }
                layers.append(try Conv2d(inputs, widths[index], kernel: 3, padding: 1))
                if hasNorm { layers.append(try BatchNorm(widths[index])) }
                inputs = widths[index]
            }
            return Sequential(layers)
        }
        block0 = try block(0)
        block1 = try block(1)
        block2 = try block(2)
        block3 = try block(3)
        block4 = try block(4)
        let side = max(configuration.imageSize.width, configuration.imageSize.height)
        pool3 = side >= 64 ? MaxPool2d(kernel: 2) : nil
        self.dropout = Dropout(dropout)
        classifier = try Linear(widths[4], configuration.classes)
        try initializeConvolutions()
        try initializeLinearLayers(deviation: 0.01)
    }

    public func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        var output = try pool0(relu0(block0(input)))
        output = try pool1(relu1(block1(output)))
        output = try pool2(relu2(block2(output)))
        output = try relu3(block3(output))
        if let pool3 { output = try pool3(output) }
        output = try pool4(relu4(block4(output)))
        return try classifier(dropout(flatten(output)))
    }
}
