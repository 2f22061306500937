/// Random changes of brightness, contrast, saturation and hue, in random order.
///
/// Each of the first three multiplies by a factor drawn from 1 ± its value (never below 0), hue
/// turns the colour circle by up to ± its value, as in torchvision. Grey pictures have neither
/// saturation nor hue.
public struct ColorJitter: PictureTransform {
    public static let kind = "color-jitter"

    public var brightness: Double
    public var contrast: Double
    public var saturation: Double
    /// At most 0.5, half of the circle.
    public var hue: Double

    public init(
        brightness: Double = 0, contrast: Double = 0, saturation: Double = 0, hue: Double = 0
    ) {
        self.brightness = brightness
        self.contrast = contrast
        self.saturation = saturation
        self.hue = hue
    }

    public func draw(_ random: inout RandomStream, size: ImageSize) -> TransformDraw {
        func factor(_ amount: Double) -> Double { random.uniform(max(0, 1 - amount), 1 + amount) }
        var steps: [ColorStep] = []
        if brightness > 0 { steps.append(.brightness(factor(brightness))) }
        if contrast > 0 { steps.append(.contrast(factor(contrast))) }
        if saturation > 0 { steps.append(.saturation(factor(saturation))) }
        if hue > 0 { steps.append(.hue(random.uniform(-hue, hue))) }
        for last in stride(from: steps.count - 1, to: 0, by: -1) {
            steps.swapAt(last, random.integer(below: last + 1))
        }
        return .colors(steps)
    }

    public func apply(_ draw: TransformDraw, to canvas: ViewCanvas) {
        guard case .colors(let steps) = draw, !steps.isEmpty else { return }
        canvas.recolor { samples, channels in
            for step in steps { step.apply(to: samples, channels: channels) }
        }
    }
}

extension ColorJitter {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case kind, brightness, contrast, saturation, hue
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        func amount(_ key: CodingKeys, atMost bound: Double) throws -> Double {
            try values.decode(key, default: 0, expected: "0…\(bound)") { (0...bound).contains($0) }
        }
        self.init(
            brightness: try amount(.brightness, atMost: 10),
            contrast: try amount(.contrast, atMost: 10),
            saturation: try amount(.saturation, atMost: 10),
            hue: try amount(.hue, atMost: 0.5))
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(brightness, forKey: .brightness)
        try values.encode(contrast, forKey: .contrast)
        try values.encode(saturation, forKey: .saturation)
        try values.encode(hue, forKey: .hue)
    }
}
