/// Some examples of a dataset, chosen by a fixed shuffle: the same ones in every run.
public struct DatasetSubset: ImageDataset {
    private let whole: any ImageDataset
    private let places: [Int]

    /// At most `count` examples of a dataset.
    public init(_ whole: any ImageDataset, count: Int) {
        self.whole = whole
        let order = EpochOrder(shuffling: whole.count, seed: 0, epoch: 0, batchSize: 1)
        places = order.indices.prefix(count).sorted()
    }

    public var name: String { whole.name }
    public var split: DatasetSplit { whole.split }
    public var classNames: [String] { whole.classNames }
    public var channels: Int { whole.channels }
    public var imageSize: ImageSize? { whole.imageSize }
    public var count: Int { places.count }

    public func id(at index: Int) -> ExampleID { whole.id(at: places[index]) }
    public func label(at index: Int) -> Int { whole.label(at: places[index]) }

    public func image(at index: Int, using decoder: ImageDecoder) throws(DatasetError) -> Image {
        try whole.image(at: places[index], using: decoder)
    }

    public func contentHash() throws(DatasetError) -> String {
        try whole.contentHash() + "-first-\(places.count)"
    }
}
