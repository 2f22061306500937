/// The examples of one dataset and, after them, those of another, with the first one's classes.
public struct JoinedDataset: ImageDataset {
    private let first: any ImageDataset
    private let second: any ImageDataset

    /// - Precondition: both have as many channels, and the second's labels mean the first's classes.
    public init(_ first: any ImageDataset, _ second: any ImageDataset) {
        precondition(first.channels == second.channels)
        self.first = first
        self.second = second
    }

    public var name: String { first.name }
    public var split: DatasetSplit { first.split }
    public var classNames: [String] { first.classNames }
    public var channels: Int { first.channels }
    public var imageSize: ImageSize? { first.imageSize == second.imageSize ? first.imageSize : nil }
    public var count: Int { first.count + second.count }

    public func id(at index: Int) -> ExampleID {
        index < first.count ? first.id(at: index) : second.id(at: index - first.count)
    }

    public func label(at index: Int) -> Int {
        index < first.count ? first.label(at: index) : second.label(at: index - first.count)
    }

    public func image(at index: Int, using decoder: ImageDecoder) throws(DatasetError) -> Image {
        index < first.count
            ? try first.image(at: index, using: decoder)
            : try second.image(at: index - first.count, using: decoder)
    }

    public func path(at index: Int) -> String? {
        index < first.count ? first.path(at: index) : second.path(at: index - first.count)
    }

    public func contentHash() throws(DatasetError) -> String {
        try first.contentHash() + "-and-" + second.contentHash()
    }
}
