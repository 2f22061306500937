/// All pixels and labels of two views blended (Zhang et al., 2018).
public struct Mixup: MixTransform {
    public static let kind = "mixup"

    /// The weight is drawn from Beta(alpha, alpha).
    public var alpha: Double
    /// The share of the views that are mixed.
    public var probability: Double

    public init(alpha: Double = 0.2, probability: Double = 1) {
        self.alpha = alpha
        self.probability = probability
    }

    public func draw(
        _ random: inout RandomStream, size: ImageSize, partner: Int
    ) -> MixDraw? {
        guard random.happens(withProbability: probability) else { return nil }
        return MixDraw(partner: partner, weight: random.beta(alpha))
    }
}

extension Mixup {
    enum CodingKeys: String, CodingKey, CaseIterable { case kind, alpha, probability }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        self.init(
            alpha: try values.decode(
                .alpha, default: 0.2, expected: "above 0", where: { $0 > 0 && $0.isFinite }),
            probability: try values.decodeShare(.probability, default: 1))
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(alpha, forKey: .alpha)
        try values.encode(probability, forKey: .probability)
    }
}
