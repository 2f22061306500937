import Torch

/// A classifier of pictures `[N, channels, H, W]`.
///
/// Stages are feature maps before pooling and without the stem. Where there is a `tokenGrid`, they are
/// sequences of tokens.
public protocol ImageClassifier: Classifier {
    /// What the network was made from, with the family's defaults filled in; enough to make it again.
    var configuration: ModelConfiguration { get }

    /// Parts of dotted paths as other published checkpoints spell them: their part to ours.
    var aliases: [String: String] { get }
}

extension ImageClassifier {
    public var name: String { configuration.kind }
    public var classes: Int { configuration.classes }
    public var aliases: [String: String] { [:] }

    public func blankInput(count: Int, device: Device) throws(TorchError) -> Tensor {
        let size = configuration.imageSize
        return try .zeros([count, configuration.channels, size.height, size.width], device: device)
    }
}
