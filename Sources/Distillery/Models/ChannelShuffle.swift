import Torch

/// Deals the channels of `[N, C, H, W]` out over groups, so that the next grouped convolution sees
/// some of each (Zhang et al., ShuffleNet, 2018).
final class ChannelShuffle: Layer {
    let groups: Int

    init(groups: Int) { self.groups = groups }

    func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        try input.channelShuffle(groups: groups)
    }
}
