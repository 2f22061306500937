/// Pictures, labelled as a rule; each thread that reads them brings its own decoder.
public protocol ImageDataset: Dataset {
    /// The channels of every picture: 1 (grey) or 3 (colour).
    var channels: Int { get }
    /// The size of every picture, or nil where sizes vary.
    var imageSize: ImageSize? { get }

    /// The picture at a position, before any augmentation.
    ///
    /// Throws `DatasetError.unreadableImage` where this one example cannot be read.
    func image(at index: Int, using decoder: ImageDecoder) throws(DatasetError) -> Image

    /// The file of the picture at a position; nil where it has none of its own.
    func path(at index: Int) -> String?
}

extension ImageDataset {
    public func path(at index: Int) -> String? { nil }
}

/// The width and height of pictures, in pixels.
public struct ImageSize: Hashable, Sendable, Codable, CustomStringConvertible {
    public var width: Int
    public var height: Int

    public init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    public var description: String { "\(width)×\(height)" }
}
