/// Pictures, labelled as a rule, in an order that never changes, each with a stable id.
///
/// A dataset is read from many threads at once; each brings its own decoder.
public protocol ImageDataset: Sendable {
    /// The dataset's name, as in the catalog.
    var name: String { get }
    /// The part of the dataset that this is.
    var split: DatasetSplit { get }
    /// The names of the classes; a label is an index into them.
    var classNames: [String] { get }
    /// The channels of every picture: 1 (grey) or 3 (colour).
    var channels: Int { get }
    /// The size of every picture, or nil where sizes vary.
    var imageSize: ImageSize? { get }
    /// The number of examples.
    var count: Int { get }

    /// The stable id of the example at a position.
    func id(at index: Int) -> ExampleID
    /// The class of the example at a position; `ClassLabel.unknown` where it has none.
    func label(at index: Int) -> Int
    /// The picture at a position, before any augmentation.
    ///
    /// Throws `DatasetError.unreadableImage` where this one example cannot be read.
    func image(at index: Int, using decoder: ImageDecoder) throws(DatasetError) -> Image
    /// SHA-256 (64 hexadecimal digits) over what identifies the data: names, sizes and labels
    /// of files, or the bytes where the files are few.
    func contentHash() throws(DatasetError) -> String
}

extension ImageDataset {
    /// The number of classes.
    public var classCount: Int { classNames.count }
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
