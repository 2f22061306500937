/// A crop at a random place of the picture padded on all sides, of the picture's own size.
public struct Crop: PictureTransform {
    public static let kind = "crop"

    /// Pixels added on each side.
    public var padding: Int
    /// Whether the padding mirrors the picture (without its edge) instead of being black.
    public var reflect: Bool

    public init(padding: Int = 4, reflect: Bool = false) {
        self.padding = padding
        self.reflect = reflect
    }

    public func draw(_ random: inout RandomStream, size: ImageSize) -> TransformDraw {
        .crop(
            x: random.integer(below: 2 * padding + 1), y: random.integer(below: 2 * padding + 1))
    }

    public func apply(_ draw: TransformDraw, to canvas: ViewCanvas) {
        guard case .crop(let x, let y) = draw else { return }
        canvas.shift(right: x - padding, down: y - padding, reflecting: reflect)
    }
}

extension Crop {
    enum CodingKeys: String, CodingKey, CaseIterable { case kind, padding, reflect }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        self.init(
            padding: try values.decode(
                .padding, default: 4, expected: "0…1024", where: { (0...1024).contains($0) }),
            reflect: try values.decode(.reflect, default: false))
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(padding, forKey: .padding)
        try values.encode(reflect, forKey: .reflect)
    }
}
