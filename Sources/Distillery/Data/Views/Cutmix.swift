/// A box of one view replaced by that of another, labels weighed by area (Yun et al., 2019).
public struct Cutmix: MixTransform {
    public static let kind = "cutmix"

    /// The share of the area that stays is drawn from Beta(alpha, alpha).
    public var alpha: Double
    /// The share of the views that are mixed.
    public var probability: Double

    public init(alpha: Double = 1, probability: Double = 1) {
        self.alpha = alpha
        self.probability = probability
    }

    public func draw(
        _ random: inout RandomStream, size: ImageSize, partner: Int
    ) -> MixDraw? {
        guard random.happens(withProbability: probability) else { return nil }
        let side = (1 - random.beta(alpha)).squareRoot() / 2
        let (middleX, middleY) = (
            random.integer(below: size.width), random.integer(below: size.height)
        )
        let (halfWidth, halfHeight) = (
            Int(side * Double(size.width)), Int(side * Double(size.height))
        )
        let left = max(0, middleX - halfWidth)
        let top = max(0, middleY - halfHeight)
        let box = PixelBox(
            x: left, y: top,
            width: min(size.width, middleX + halfWidth) - left,
            height: min(size.height, middleY + halfHeight) - top)
        // The box is cut at the rim: the labels are weighed by what is truly there.
        let weight = 1 - Double(box.area) / Double(size.width * size.height)
        return MixDraw(partner: partner, weight: weight, box: box)
    }
}

extension Cutmix {
    enum CodingKeys: String, CodingKey, CaseIterable { case kind, alpha, probability }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        self.init(
            alpha: try values.decode(
                .alpha, default: 1, expected: "above 0", where: { $0 > 0 && $0.isFinite }),
            probability: try values.decodeShare(.probability, default: 1))
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(alpha, forKey: .alpha)
        try values.encode(probability, forKey: .probability)
    }
}
