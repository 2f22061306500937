/// The middle of the natural picture, as evaluations on large pictures take it.
///
/// With a fraction of 0.875 the result is that of resizing the shorter side to 256 and cropping
/// 224 pixels, in one step.
public struct CenterCrop: SourceTransform {
    public static let kind = "center-crop"

    /// The share of the shorter side that is kept.
    public var fraction: Double

    public init(fraction: Double = 0.875) {
        self.fraction = fraction
    }

    public func draw(
        _ random: inout RandomStream, from source: ImageSize, to view: ImageSize
    ) -> PixelBox {
        let whole = PixelBox(centredIn: source, shapedAs: view)
        let width = max(1, Int((Double(whole.width) * fraction).rounded()))
        let height = max(1, Int((Double(whole.height) * fraction).rounded()))
        return PixelBox(
            x: (source.width - width) / 2, y: (source.height - height) / 2,
            width: width, height: height)
    }
}

extension CenterCrop {
    enum CodingKeys: String, CodingKey, CaseIterable { case kind, fraction }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        self.init(
            fraction: try values.decode(
                .fraction, default: 0.875, expected: "above 0 and at most 1",
                where: { $0 > 0 && $0 <= 1 }))
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(fraction, forKey: .fraction)
    }
}
