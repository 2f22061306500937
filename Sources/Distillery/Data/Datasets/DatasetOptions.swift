/// What a user can choose about a dataset, from a recipe or from flags.
public struct DatasetOptions: Sendable, Equatable {
    /// The folder of the data (`--data DIR`); without one the standard places are searched.
    public var directory: String?
    /// The side in pixels that pictures of a folder are brought to as they are read; nil leaves
    /// them at their own sizes, as random resized crops want them.
    public var imageSize: Int?
    /// How pictures of a folder are brought to `imageSize`.
    public var fit: ImageFit
    /// 1 (grey) or 3 (colour) for a folder or synthetic data; nil is the kind's own.
    public var channels: Int?
    /// What the synthetic dataset draws.
    public var synthetic: SyntheticDataset.Options
    /// Whether data that is not there is fetched from its official source.
    public var download: Bool

    public init(
        directory: String? = nil, imageSize: Int? = nil, fit: ImageFit = .crop,
        channels: Int? = nil, synthetic: SyntheticDataset.Options = .init(), download: Bool = true
    ) {
        self.directory = directory
        self.imageSize = imageSize
        self.fit = fit
        self.channels = channels
        self.synthetic = synthetic
        self.download = download
    }
}

/// How a picture of another shape is brought to a square.
public enum ImageFit: String, Sendable, Codable, CaseIterable {
    /// The shorter side is fitted and the longer one cropped.
    case crop
    /// Width and height are fitted each on its own.
    case stretch
}
