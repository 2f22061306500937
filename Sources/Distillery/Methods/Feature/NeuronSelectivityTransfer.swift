import Torch

/// What the channels of a map respond to, as a distribution: maximum mean discrepancy with the kernel
/// `k(a, b) = ⟨a, b⟩²` between the channels' maps, each of length 1.
///
/// `weight · Σ mean(k(t, t) + k(s, s) − 2 k(s, t)) + cross-entropy`, each `k` the mean over all pairs of
/// channels. Channels may differ.
public struct NeuronSelectivityTransfer: MapMethod {
    public static let kind = "nst"
    public static let summary = "what the channels respond to, as a distribution"
    public static let paper = Paper(
        "Huang and Wang", "Like What You Like: Knowledge Distill via Neuron Selectivity Transfer",
        2017)
    public static let options: [MethodOption<Self>] =
        [.weight(\.weight), .labelWeight(\.labelWeight)] + MethodOption.taps(\.taps)

    public var weight: ScheduledNumber = 50
    public var labelWeight: ScheduledNumber = 1
    public var taps = TapChoice()

    public init() {}

    public func distance(
        of student: Tensor, from teacher: Tensor
    ) throws(TorchError) -> Tensor {
        let own = try student.flattened(from: 2).ofUnitLength(along: 2)
        let taught = try teacher.flattened(from: 2).ofUnitLength(along: 2)
        let (pixels, mine, theirs) = (own.shape[2], own.shape[1], taught.shape[1])
        let overPixels = pixels * (mine + theirs)
        let overChannels = mine * mine + theirs * theirs + mine * theirs
        return overPixels < overChannels
            ? try Self.overPixels(own, taught) : try Self.overChannels(own, taught)
    }

    /// By the Gram matrices of channels, `[N, C, C]`.
    static func overChannels(_ own: Tensor, _ taught: Tensor) throws(TorchError) -> Tensor {
        func kernel(_ first: Tensor, _ second: Tensor) throws(TorchError) -> Tensor {
            try first.matrixProduct(with: second.transposed(1, 2)).square().mean()
        }
        return try kernel(taught, taught) + kernel(own, own) - 2 * kernel(own, taught)
    }

    /// By the Gram matrices of pixels, `[N, H·W, H·W]`.
    ///
    /// The same number, since the sum over pairs of channels of `⟨a, b⟩²` is `⟨AᵀA, BᵀB⟩`: all three
    /// terms together are the squared length of `SᵀS / C_s − TᵀT / C_t`.
    static func overPixels(_ own: Tensor, _ taught: Tensor) throws(TorchError) -> Tensor {
        func gram(_ maps: Tensor) throws(TorchError) -> Tensor {
            try maps.transposed(1, 2).matrixProduct(with: maps) * (1 / Double(maps.shape[1]))
        }
        let distance = try gram(own).squaredError(from: gram(taught), reduction: .sum)
        return try distance * (1 / Double(own.shape[0]))
    }
}
