/// Samples of 0…1 less the mean, divided by the deviation, for each channel.
public struct Normalization: ViewTransform {
    public static let kind = "normalize"

    /// One value a channel, for samples of 0…1.
    public var mean: [Double]
    /// One value a channel, for samples of 0…1.
    public var std: [Double]

    public init(mean: [Double], std: [Double]) {
        precondition(mean.count == std.count, "as many means as deviations")
        self.mean = mean
        self.std = std
    }

    /// The figures of ImageNet, for pictures of which nothing else is known.
    public static let imageNet = Normalization(
        mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225])

    public func add(to augmentation: inout Augmentation) throws(RecipeError) {
        guard augmentation.normalization == nil else { throw orderError("there once") }
        augmentation.normalization = self
    }

    /// The normalised value of every 8-bit sample: 256 values for each channel in turn.
    ///
    /// Computed in single precision in PyTorch's order, so that the numbers are the same bits.
    func table() -> [Float] {
        zip(mean, std).flatMap { mean, std in
            (0..<256).map { (Float($0) / 255 - Float(mean)) / Float(std) }
        }
    }
}

extension Normalization {
    enum CodingKeys: String, CodingKey, CaseIterable { case kind, mean, std }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        let mean = try values.decode(.mean, as: [Double].self)
        let std = try values.decode(.std, as: [Double].self)
        guard mean.allSatisfy(\.isFinite), [1, 3].contains(mean.count) else {
            throw RecipeError.invalidValue(
                path: values.path(of: .mean), found: "\(mean)", expected: "1 or 3 numbers")
        }
        guard std.count == mean.count, std.allSatisfy({ $0 > 0 && $0.isFinite }) else {
            throw RecipeError.invalidValue(
                path: values.path(of: .std), found: "\(std)",
                expected: "\(mean.count) numbers above 0")
        }
        self.init(mean: mean, std: std)
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(mean, forKey: .mean)
        try values.encode(std, forKey: .std)
    }
}
