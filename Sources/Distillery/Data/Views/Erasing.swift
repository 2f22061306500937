#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A random box of the normalised picture overwritten with one value (Zhong et al., 2017).
///
/// Ten tries are made to find a box of the drawn area and shape, as in torchvision.
public struct Erasing: ViewTransform {
    public static let kind = "erasing"

    /// The share of the views that lose a box.
    public var probability: Double
    /// The least and greatest share of the picture's area.
    public var scale: [Double]
    /// The least and greatest width divided by height.
    public var ratio: [Double]
    /// The value written, after normalisation: 0 is the mean of the data.
    public var value: Double

    public init(
        probability: Double = 0.5, scale: [Double] = [0.02, 0.33], ratio: [Double] = [0.3, 3.3],
        value: Double = 0
    ) {
        precondition(scale.count == 2 && ratio.count == 2, "two bounds each")
        self.probability = probability
        self.scale = scale
        self.ratio = ratio
        self.value = value
    }

    public func add(to augmentation: inout Augmentation) throws(RecipeError) {
        guard augmentation.mixing.isEmpty, augmentation.normalization == nil else {
            throw orderError("before mixup, cutmix and normalize")
        }
        augmentation.erasing.append(self)
    }

    func draw(_ random: inout RandomStream, size: ImageSize) -> PixelBox? {
        guard random.happens(withProbability: probability) else { return nil }
        let area = Double(size.width * size.height)
        for _ in 0..<10 {
            let target = area * random.uniform(scale[0], scale[1])
            let shape = exp(random.uniform(log(ratio[0]), log(ratio[1])))
            let width = Int((target * shape).squareRoot().rounded(.toNearestOrEven))
            let height = Int((target / shape).squareRoot().rounded(.toNearestOrEven))
            guard (1..<size.width).contains(width), (1..<size.height).contains(height) else {
                continue
            }
            return PixelBox(
                x: random.integer(below: size.width - width + 1),
                y: random.integer(below: size.height - height + 1),
                width: width, height: height)
        }
        return nil
    }
}

extension Erasing {
    enum CodingKeys: String, CodingKey, CaseIterable { case kind, probability, scale, ratio, value }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        self.init(
            probability: try values.decodeShare(.probability, default: 0.5),
            scale: try values.decodeRange(.scale, default: [0.02, 0.33], within: 0...1),
            ratio: try values.decodeRange(.ratio, default: [0.3, 3.3], within: 0.001...1000),
            value: try values.decode(
                .value, default: 0, expected: "a finite number", where: \.isFinite))
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(probability, forKey: .probability)
        try values.encode(scale, forKey: .scale)
        try values.encode(ratio, forKey: .ratio)
        try values.encode(value, forKey: .value)
    }
}
