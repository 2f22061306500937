import Torch

/// A network from pictures `[N, channels, H, W]` to logits `[N, classes]`.
///
/// The paths name what methods of distillation listen to, as taps: no model is edited to be tapped.
public protocol ImageClassifier: Layer {
    /// What the network was made from, with the family's defaults filled in; enough to make it again.
    var configuration: ModelConfiguration { get }

    /// Modules whose outputs are the feature maps at the end of each stage, shallow to deep, before
    /// pooling and without the stem; empty for networks without feature maps. Where there is a
    /// `tokenGrid`, they are sequences of tokens `[N, tokens, width]`.
    var stages: [String] { get }

    /// Modules whose outputs are the same maps before the stage's last activation; empty where the
    /// family has no such place.
    var preactivations: [String] { get }

    /// The module whose output `[N, width]` is the vector that the head reads, before dropout.
    var pooled: String { get }

    /// How the tokens of the stages lie over the picture; `nil` where stages are maps
    /// `[N, channels, H, W]`.
    var tokenGrid: TokenGrid? { get }

    /// The linear layer from that vector to the logits.
    var head: String { get }

    /// Parts of dotted paths as other published checkpoints spell them: their part to ours.
    var aliases: [String: String] { get }
}

extension ImageClassifier {
    public var tokenGrid: TokenGrid? { nil }

    public var aliases: [String: String] { [:] }
}
