/// Pictures of one size that lie in memory one behind the other.
public struct PackedDataset: ImageDataset {
    public let name: String
    public let split: DatasetSplit
    public let classNames: [String]
    public let channels: Int
    private let size: ImageSize
    private let pixels: [UInt8]
    private let labels: [UInt8]

    /// - Precondition: `pixels` holds `size × channels` samples for every label, channels
    ///   interleaved, and every label is a class.
    init(
        name: String, split: DatasetSplit, classNames: [String], size: ImageSize, channels: Int,
        pixels: [UInt8], labels: [UInt8]
    ) {
        precondition(pixels.count == labels.count * size.width * size.height * channels)
        self.name = name
        self.split = split
        self.classNames = classNames
        self.size = size
        self.channels = channels
        self.pixels = pixels
        self.labels = labels
    }

    public var imageSize: ImageSize? { size }
    public var count: Int { labels.count }

    public func id(at index: Int) -> ExampleID {
        ExampleID(dataset: name, split: split, index: index)
    }

    public func label(at index: Int) -> Int { Int(labels[index]) }

    public func image(at index: Int, using decoder: ImageDecoder) throws(DatasetError) -> Image {
        let length = size.width * size.height * channels
        return Image(
            width: size.width, height: size.height, channels: channels,
            pixels: Array(pixels[index * length..<(index + 1) * length]))
    }

    /// Over the pictures and labels themselves: packed and plain files have the same hash.
    public func contentHash() throws(DatasetError) -> String {
        let hash = ContentHash()
        hash.update(Array("\(count) × \(size) × \(channels)\n".utf8))
        hash.update(labels)
        hash.update(pixels)
        return hash.finish()
    }
}
