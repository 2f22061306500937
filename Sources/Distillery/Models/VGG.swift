import Torch

/// VGG for large pictures (Simonyan and Zisserman, 2014), with torchvision's names of parameters.
public final class VGG: ImageClassifier {
    public let configuration: ModelConfiguration
    let features: Sequential
    let avgpool = AdaptiveAveragePool2d(size: 7)
    let flatten = Flatten()
    let classifier: Sequential

    public let stages: [String]
    public let preactivations: [String]
    public let pooled = "classifier.4"
    public let head = "classifier.6"

    /// - Parameter convolutions: how many of 3×3 each of the five stages has.
    public init(_ configuration: ModelConfiguration, convolutions: [Int]) throws(TorchError) {
        let dropout = configuration.dropout ?? 0.5
        let hasNorm = configuration.batchNorm ?? true
        var resolved = configuration
        resolved.dropout = dropout
        resolved.batchNorm = hasNorm
        self.configuration = resolved

        var layers: [any Layer] = []
        var activations: [Int] = []
        var inputs = configuration.channels
        for (count, channels) in zip(convolutions, [64, 128, 256, 512, 512]) {
            let outputs = configuration.scaled(channels)
            for _ in 0..<count {
                layers.append(try Conv2d(inputs, outputs, kernel: 3, padding: 1))
                if hasNorm { layers.append(try BatchNorm(outputs)) }
                layers.append(Activation(.relu))
                inputs = outputs
            }
            activations.append(layers.count - 1)
            layers.append(MaxPool2d(kernel: 2))
        }
        features = Sequential(layers)
        // The first stage is the stem, as in the small form.
        stages = activations.dropFirst().map { "features.\($0)" }
        preactivations = activations.dropFirst().map { "features.\($0 - 1)" }

        let hidden = configuration.scaled(4096)
        classifier = try Sequential(
            Linear(inputs * 7 * 7, hidden), Activation(.relu), Dropout(dropout),
            Linear(hidden, hidden), Activation(.relu), Dropout(dropout),
            Linear(hidden, configuration.classes))
        try initializeConvolutions()
        try initializeLinearLayers(deviation: 0.01)
    }

    public func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        try classifier(flatten(avgpool(features(input))))
    }
}

extension VGG {
    static let entries = [
        entry(8, [1, 1, 1, 1, 1], isAlwaysSmall: true),
        entry(11, [1, 1, 2, 2, 2]),
        entry(13, [2, 2, 2, 2, 2]),
        entry(16, [2, 2, 3, 3, 3]),
        entry(19, [2, 2, 4, 4, 4]),
    ]

    private static func entry(
        _ depth: Int, _ convolutions: [Int], isAlwaysSmall: Bool = false
    ) -> ModelCatalog.Entry {
        .init(
            name: "vgg\(depth)", family: "vgg",
            summary: "VGG, \(convolutions.reduce(0, +)) convolutions, batch-normalised",
            paper: "Simonyan, Zisserman: Very deep convolutional networks, 2014",
            options: [.width, .batchNorm, .dropout]
        ) { configuration in
            if isAlwaysSmall || configuration.hasSmallImages {
                return try SmallVGG(configuration, convolutions: convolutions)
            }
            return try VGG(configuration, convolutions: convolutions)
        }
    }
}
