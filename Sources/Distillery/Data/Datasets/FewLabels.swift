/// A dataset of whose labels only some are known, as in experiments with few labels.
///
/// As many of each class as can be are chosen by a fixed shuffle: the same ones in every run.
public struct FewLabels: ImageDataset {
    private let whole: any ImageDataset
    private let known: Set<Int>

    /// Keeps the labels of at most `count` examples.
    public init(_ whole: any ImageDataset, count: Int) {
        self.whole = whole
        known = Self.places(in: whole, count: count)
    }

    /// The examples whose labels are kept.
    static func places(in whole: any Dataset, count: Int) -> Set<Int> {
        let order = EpochOrder(shuffling: whole.count, seed: 0, epoch: 0, batchSize: 1)
        // The n-th example of each class, before the (n + 1)-th of any.
        var seen = [Int](repeating: 0, count: whole.classCount)
        let ranked = order.indices.compactMap { index -> (rank: Int, index: Int)? in
            let label = whole.label(at: index)
            guard seen.indices.contains(label) else { return nil }
            seen[label] += 1
            return (seen[label], index)
        }
        let chosen = ranked.enumerated()
            .sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
        return Set(chosen.prefix(count).map(\.element.index))
    }

    public var name: String { whole.name }
    public var split: DatasetSplit { whole.split }
    public var classNames: [String] { whole.classNames }
    public var channels: Int { whole.channels }
    public var imageSize: ImageSize? { whole.imageSize }
    public var count: Int { whole.count }

    public func id(at index: Int) -> ExampleID { whole.id(at: index) }

    public func label(at index: Int) -> Int {
        known.contains(index) ? whole.label(at: index) : ClassLabel.unknown
    }

    public func image(at index: Int, using decoder: ImageDecoder) throws(DatasetError) -> Image {
        try whole.image(at: index, using: decoder)
    }

    public func path(at index: Int) -> String? { whole.path(at: index) }

    public func contentHash() throws(DatasetError) -> String {
        try whole.contentHash() + "-labelled-\(known.count)"
    }
}
