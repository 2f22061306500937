#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A random part of the natural picture, of random size and shape (Szegedy et al., 2015).
///
/// Ten tries are made to find a part of the drawn area and shape within the picture, then the
/// largest centred part with an allowed shape is taken, as torchvision does.
public struct RandomResizedCrop: SourceTransform {
    public static let kind = "random-resized-crop"

    /// The least and greatest share of the picture's area.
    public var scale: [Double]
    /// The least and greatest width divided by height.
    public var ratio: [Double]

    /// Three quarters to four thirds, in digits that YAML keeps: a recipe that was written out and
    /// read back draws the very same views.
    public static let usualRatio = [0.75, 1.33333333333333]

    public init(scale: [Double] = [0.08, 1], ratio: [Double] = Self.usualRatio) {
        precondition(scale.count == 2 && ratio.count == 2, "two bounds each")
        self.scale = scale
        self.ratio = ratio
    }

    public func draw(
        _ random: inout RandomStream, from source: ImageSize, to view: ImageSize
    ) -> PixelBox {
        let area = Double(source.width * source.height)
        for _ in 0..<10 {
            let target = area * random.uniform(scale[0], scale[1])
            let shape = exp(random.uniform(log(ratio[0]), log(ratio[1])))
            let width = Int((target * shape).squareRoot().rounded(.toNearestOrEven))
            let height = Int((target / shape).squareRoot().rounded(.toNearestOrEven))
            guard (1...source.width).contains(width), (1...source.height).contains(height) else {
                continue
            }
            return PixelBox(
                x: random.integer(below: source.width - width + 1),
                y: random.integer(below: source.height - height + 1),
                width: width, height: height)
        }
        return centre(of: source)
    }

    private func centre(of source: ImageSize) -> PixelBox {
        let shape = Double(source.width) / Double(source.height)
        var width = source.width
        var height = source.height
        if shape < ratio[0] {
            height = Int((Double(width) / ratio[0]).rounded(.toNearestOrEven))
        } else if shape > ratio[1] {
            width = Int((Double(height) * ratio[1]).rounded(.toNearestOrEven))
        }
        width = min(max(1, width), source.width)
        height = min(max(1, height), source.height)
        return PixelBox(
            x: (source.width - width) / 2, y: (source.height - height) / 2,
            width: width, height: height)
    }
}

extension RandomResizedCrop {
    enum CodingKeys: String, CodingKey, CaseIterable { case kind, scale, ratio }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        self.init(
            scale: try values.decodeRange(.scale, default: [0.08, 1], within: 0.0001...1),
            ratio: try values.decodeRange(
                .ratio, default: Self.usualRatio, within: 0.001...1000))
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(Self.kind, forKey: .kind)
        try values.encode(scale, forKey: .scale)
        try values.encode(ratio, forKey: .ratio)
    }
}
