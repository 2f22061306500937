#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Pictures drawn by rule, for trying things without data: a shape over stripes, with noise.
///
/// The class is the shape together with the direction of the stripes; place, size, colours and
/// noise are random. Every picture is a function of (seed, split, position).
public struct SyntheticDataset: ImageDataset {
    /// What is drawn.
    public struct Options: Sendable, Hashable, Codable {
        /// The number of examples of the training split; the other has a quarter of them.
        public var count: Int
        public var classes: Int
        /// The side of the square pictures.
        public var size: Int
        public var seed: UInt64
        /// The deviation of the noise, where 1 is the whole range of brightness.
        public var noise: Double

        enum CodingKeys: String, CodingKey, CaseIterable { case count, classes, size, seed, noise }

        public init(
            count: Int = 2000, classes: Int = 10, size: Int = 32, seed: UInt64 = 0,
            noise: Double = 0.1
        ) {
            self.count = count
            self.classes = classes
            self.size = size
            self.seed = seed
            self.noise = noise
        }

        /// Decodes strictly; what is left out has the value it has by default.
        public init(from decoder: any Decoder) throws {
            let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
            let usual = Options()
            self.init(
                count: try values.decode(.count, default: usual.count),
                classes: try values.decode(.classes, default: usual.classes),
                size: try values.decode(.size, default: usual.size),
                seed: try values.decode(.seed, default: usual.seed),
                noise: try values.decode(.noise, default: usual.noise))
        }
    }

    public let name = "synthetic"
    public let split: DatasetSplit
    public let classNames: [String]
    public let channels: Int
    public let options: Options

    public init(_ split: DatasetSplit, channels: Int = 3, options: Options = Options()) {
        self.split = split
        self.channels = channels
        self.options = options
        classNames = (0..<options.classes).map { label in
            let degrees = 180 * (label / Shape.allCases.count) / Self.directions(options)
            return "\(Shape(of: label).rawValue)-\(degrees)"
        }
    }

    public var imageSize: ImageSize? { ImageSize(width: options.size, height: options.size) }
    public var count: Int { split == .train ? options.count : max(1, options.count / 4) }

    public func id(at index: Int) -> ExampleID {
        ExampleID(dataset: name, split: split, index: index)
    }

    public func label(at index: Int) -> Int { index % options.classes }

    public func contentHash() throws(DatasetError) -> String {
        let text =
            "synthetic 1 \(split) \(channels) \(options.count) \(options.classes) "
            + "\(options.size) \(options.seed) \(options.noise)"
        return ContentHash.of(Array(text.utf8))
    }

    public func image(at index: Int, using decoder: ImageDecoder) throws(DatasetError) -> Image {
        let label = label(at: index)
        let shape = Shape(of: label)
        var random = RandomStream(options.seed, stableHash(of: split.rawValue), UInt64(index))
        let side = Double(options.size)
        let turns = Double(label / Shape.allCases.count) / Double(Self.directions(options))
        let angle = Double.pi * turns + random.uniform(-0.1, 0.1)
        let (across, along) = (cos(angle), sin(angle))
        let frequency = 2 * Double.pi * random.uniform(2.5, 4) / side
        let phase = random.uniform(0, 2 * Double.pi)
        let centre = (random.uniform(0.35, 0.65) * side, random.uniform(0.35, 0.65) * side)
        let radius = random.uniform(0.2, 0.35) * side
        let foreground = (0..<channels).map { _ in random.uniform(0.55, 1) }
        let background = (0..<channels).map { _ in random.uniform(0, 0.45) }
        var pixels = [UInt8](repeating: 0, count: options.size * options.size * channels)
        for y in 0..<options.size {
            for x in 0..<options.size {
                let stripe = sin(frequency * (across * Double(x) + along * Double(y)) + phase)
                let covers = shape.covers(
                    (Double(x) + 0.5 - centre.0) / radius, (Double(y) + 0.5 - centre.1) / radius)
                for channel in 0..<channels {
                    let base =
                        covers ? foreground[channel] : background[channel] + 0.15 * (stripe + 1)
                    let value = base + options.noise * random.normal()
                    pixels[(y * options.size + x) * channels + channel] = UInt8(
                        (min(1, max(0, value)) * 255).rounded())
                }
            }
        }
        return Image(
            width: options.size, height: options.size, channels: channels, pixels: pixels)
    }

    /// The directions of stripes that it takes for all classes.
    private static func directions(_ options: Options) -> Int {
        (options.classes + Shape.allCases.count - 1) / Shape.allCases.count
    }
}

/// The outlines, each about the origin and within one unit of it.
private enum Shape: String, CaseIterable {
    case disc, square, triangle, cross, ring

    init(of label: Int) {
        self = Self.allCases[label % Self.allCases.count]
    }

    func covers(_ x: Double, _ y: Double) -> Bool {
        switch self {
        case .disc: x * x + y * y <= 1
        case .square: max(abs(x), abs(y)) <= 0.85
        case .triangle: y <= 0.7 && y >= 2 * abs(x) - 1
        case .cross: min(abs(x), abs(y)) <= 0.3 && max(abs(x), abs(y)) <= 1
        case .ring: (0.4...1).contains(x * x + y * y)
        }
    }
}
