/// Deals channels out over groups, so that grouped convolutions mix (Zhang et al., ShuffleNet, 2018).
///
/// `[N, C, H, W]` to the same shape.
public final class ChannelShuffle: Layer {
    public let groups: Int

    public init(groups: Int) { self.groups = groups }

    public func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        try input.channelShuffle(groups: groups)
    }
}
