/// Left and right exchanged, for a share of the views.
public struct Flip: PictureTransform {
    public static let kind = "flip"

    /// The share of the views that are flipped.
    public var probability: Double

    public init(probability: Double = 0.5) {
        self.probability = probability
    }

    public func draw(_ random: inout RandomStream, size: ImageSize) -> TransformDraw {
        .flip(random.happens(withProbability: probability))
    }

    public func apply(_ draw: TransformDraw, to canvas: ViewCanvas) {
        guard case .flip(true) = draw else { return }
        canvas.mirror()
    }
}

extension Flip {
    enum CodingKeys: String, CodingKey, CaseIterable { case kind, probability }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        self.init(probability: try values.decodeShare(.probability, default: 0.5))
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(probability, forKey: .probability)
    }
}
