import Synchronization

/// A dataset whose decoded pictures stay in memory, up to a number of bytes.
///
/// Pictures are kept as 8-bit samples as they are first read; once the budget is spent the
/// others are read anew each time. The pictures given are the same with and without.
public final class CachedDataset: ImageDataset {
    private struct Kept {
        var images: [Image?]
        var bytes = 0
    }

    private let dataset: any ImageDataset
    private let byteBudget: Int
    private let kept: Mutex<Kept>

    /// - Parameter byteBudget: The most bytes of pixels that are kept: 1 GiB unless told.
    public init(_ dataset: any ImageDataset, byteBudget: Int = 1 << 30) {
        self.dataset = dataset
        self.byteBudget = byteBudget
        kept = Mutex(Kept(images: Array(repeating: nil, count: dataset.count)))
    }

    /// The bytes of pixels that are kept now.
    public var byteCount: Int { kept.withLock { $0.bytes } }

    public var name: String { dataset.name }
    public var split: DatasetSplit { dataset.split }
    public var classNames: [String] { dataset.classNames }
    public var channels: Int { dataset.channels }
    public var imageSize: ImageSize? { dataset.imageSize }
    public var count: Int { dataset.count }

    public func id(at index: Int) -> ExampleID { dataset.id(at: index) }

    public func label(at index: Int) -> Int { dataset.label(at: index) }

    public func image(at index: Int, using decoder: ImageDecoder) throws(DatasetError) -> Image {
        if let image = kept.withLock({ $0.images[index] }) { return image }
        let image = try dataset.image(at: index, using: decoder)
        kept.withLock { kept in
            let fits = kept.bytes + image.pixels.count <= byteBudget
            guard fits, kept.images[index] == nil else { return }
            kept.images[index] = image
            kept.bytes += image.pixels.count
        }
        return image
    }

    public func path(at index: Int) -> String? { dataset.path(at: index) }

    public func contentHash() throws(DatasetError) -> String { try dataset.contentHash() }
}
