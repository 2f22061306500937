/// Some examples of a dataset: those at given places, or chosen by a fixed shuffle, the same in every run.
public struct DatasetSubset: ImageDataset {
    private let whole: any ImageDataset
    private let places: [Int]
    /// What tells it apart from other parts of the same dataset.
    private let mark: String

    /// At most `count` examples of a dataset.
    public init(_ whole: any ImageDataset, count: Int) {
        self.whole = whole
        let order = EpochOrder(shuffling: whole.count, seed: 0, epoch: 0, batchSize: 1)
        places = order.indices.prefix(count).sorted()
        mark = "first-\(places.count)"
    }

    /// The examples at these places, in the dataset's order.
    public init(_ whole: any ImageDataset, places: [Int]) {
        self.whole = whole
        self.places = places.sorted()
        let ids = self.places.map { whole.id(at: $0).text + "\n" }.joined()
        mark = "chosen-" + ContentHash.of(Array(ids.utf8))
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

    public func path(at index: Int) -> String? { whole.path(at: places[index]) }

    public func contentHash() throws(DatasetError) -> String {
        try whole.contentHash() + "-" + mark
    }
}
