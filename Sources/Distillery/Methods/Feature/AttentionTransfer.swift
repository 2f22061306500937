import Torch

/// Where a network looks: the mean over channels of a map's powers, as a picture of length 1.
///
/// `weight · Σ mean((Q_s − Q_t)²) + cross-entropy` with `Q = q / |q|`, `q = mean_c f^exponent` `[N, H·W]`,
/// summed over the stages. Channels may differ, so nothing has to be learned to compare them.
public struct AttentionTransfer: MapMethod {
    public static let kind = "attention-transfer"
    public static let summary = "where both networks look, stage by stage"
    public static let paper = Paper(
        "Zagoruyko and Komodakis", "Paying More Attention to Attention", 2017)
    public static let options: [MethodOption<Self>] =
        [
            .weight(\.weight), .count("exponent", \.exponent), MethodOption(choice: "form", \.form),
            .labelWeight(\.labelWeight),
        ] + MethodOption.taps(\.taps)

    /// How far apart two pictures are.
    public enum Form: String, Sendable, CaseIterable {
        /// The mean of squared differences, over all elements (RepDistiller, mdistiller).
        case normalized
        /// The length of the difference, mean over the batch, as the paper's text has it.
        case paper
    }

    public var weight: ScheduledNumber = 1000
    /// The power of every element before the mean over channels.
    public var exponent = 2
    public var form = Form.normalized
    public var labelWeight: ScheduledNumber = 1
    public var taps = TapChoice()

    public init() {}

    public func distance(
        of student: Tensor, from teacher: Tensor
    ) throws(TorchError) -> Tensor {
        let (own, taught) = (try attention(student), try attention(teacher))
        switch form {
        case .normalized: return try own.squaredError(from: taught)
        case .paper: return try (own - taught).norm(dimensions: [1]).mean()
        }
    }

    /// The attention of maps `[N, C, H, W]`: `[N, H·W]`.
    private func attention(_ map: Tensor) throws(TorchError) -> Tensor {
        let powers = try exponent == 2 ? map.square() : map.power(Double(exponent))
        return try powers.mean(dimension: 1).flattened(from: 1).ofUnitLength(along: 1)
    }
}

extension Tensor {
    /// Vectors along a dimension divided by their length; one of zeros stays as it is.
    func ofUnitLength(along dimension: Int) throws(TorchError) -> Tensor {
        try self / norm(dimensions: [dimension], keeping: true).clamped(minimum: 1e-12)
    }
}
