import Torch

/// A multi-layer perceptron over all pixels: linear layers with ReLU between them.
///
/// It is made for one size of picture. Without hidden layers it is softmax regression.
public final class Perceptron: ImageClassifier {
    public let configuration: ModelConfiguration
    let flatten = Flatten()
    let hidden: Sequential
    let fc: Linear

    /// There are no feature maps.
    public let stages: [String] = []
    public let preactivations: [String] = []
    public let pooled: String
    public let head = "fc"

    public static let standardHidden = [256, 128]

    public init(_ configuration: ModelConfiguration) throws(TorchError) {
        let sizes = configuration.hidden ?? Self.standardHidden
        let dropout = configuration.dropout ?? 0
        var resolved = configuration
        resolved.hidden = sizes
        resolved.dropout = dropout
        self.configuration = resolved

        let size = configuration.imageSize
        var inputs = configuration.channels * size.height * size.width
        var layers: [any Layer] = []
        for width in sizes {
            let outputs = configuration.scaled(width)
            layers += [try Linear(inputs, outputs), Activation(.relu), Dropout(dropout)]
            inputs = outputs
        }
        hidden = Sequential(layers)
        pooled = layers.isEmpty ? "flatten" : "hidden.\(layers.count - 2)"
        fc = try Linear(inputs, configuration.classes)
    }

    public func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        try fc(hidden(flatten(input)))
    }
}

extension Perceptron {
    static let entries = [
        ModelCatalog.Entry(
            name: "mlp", family: "mlp", summary: "linear layers over all pixels",
            paper: "Rumelhart, Hinton, Williams: Learning representations, 1986",
            options: [.width, .dropout, .hidden]
        ) { try Perceptron($0) }
    ]
}
