/// A turn about the middle by a random angle; corners that come from outside are black.
public struct Rotation: PictureTransform {
    public static let kind = "rotation"

    /// The greatest angle, either way, in degrees.
    public var degrees: Double

    public init(degrees: Double = 15) {
        self.degrees = degrees
    }

    public func draw(_ random: inout RandomStream, size: ImageSize) -> TransformDraw {
        .rotation(degrees: random.uniform(-degrees, degrees))
    }

    public func apply(_ draw: TransformDraw, to canvas: ViewCanvas) {
        guard case .rotation(let degrees) = draw, degrees != 0 else { return }
        canvas.rewrite { source, target, size, channels in
            rotate(source, into: target, size: size, channels: channels, degrees: degrees)
        }
    }
}

extension Rotation {
    enum CodingKeys: String, CodingKey, CaseIterable { case kind, degrees }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        self.init(
            degrees: try values.decode(
                .degrees, default: 15, expected: "0…180", where: { (0...180).contains($0) }))
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(degrees, forKey: .degrees)
    }
}
