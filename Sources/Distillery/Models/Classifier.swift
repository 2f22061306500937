import Torch

/// A network from a batch of inputs to logits `[N, classes]`, whatever the inputs are.
///
/// The paths name what methods of distillation listen to, as taps: no model is edited to be tapped.
public protocol Classifier: Layer {
    /// The network's name in its catalog, as `resnet20`.
    var name: String { get }

    /// How many logits there are.
    var classes: Int { get }

    /// Modules whose outputs are the features at the end of each stage, shallow to deep: maps
    /// `[N, channels, H, W]`, or sequences of tokens `[N, tokens, width]`; empty for networks without.
    var stages: [String] { get }

    /// Modules whose outputs are the same maps before the stage's last activation; empty where the
    /// family has no such place.
    var preactivations: [String] { get }

    /// The module whose output `[N, width]` is the vector that the head reads, before dropout.
    var pooled: String { get }

    /// How the tokens of the stages lie over a picture; `nil` where they are maps or lie over none.
    var tokenGrid: TokenGrid? { get }

    /// The linear layer from that vector to the logits.
    var head: String { get }

    /// A batch of nothing, of the shape that the network was made for.
    func blankInput(count: Int, device: Device) throws(TorchError) -> Tensor

    /// Copies weights in, whose names may be those of another publisher of the same architecture.
    ///
    /// - Throws: what does not fit, in the user's words; otherwise `StateError` with the names.
    func loadWeights(_ source: [String: Tensor]) throws
}

extension Classifier {
    public var preactivations: [String] { [] }
    public var tokenGrid: TokenGrid? { nil }
}
