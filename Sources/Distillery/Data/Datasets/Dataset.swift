/// Examples, labelled as a rule, in an order that never changes, each with a stable id.
///
/// A dataset is read from many threads at once.
public protocol Dataset: Sendable {
    /// The dataset's name, as in the catalog.
    var name: String { get }
    /// The part of the dataset that this is.
    var split: DatasetSplit { get }
    /// The names of the classes; a label is an index into them.
    var classNames: [String] { get }
    /// The number of examples.
    var count: Int { get }

    /// The stable id of the example at a position.
    func id(at index: Int) -> ExampleID
    /// The class of the example at a position; `ClassLabel.unknown` where it has none.
    func label(at index: Int) -> Int
    /// SHA-256 (64 hexadecimal digits) over what identifies the data: names, sizes and labels
    /// of files, or the bytes where the files are few.
    func contentHash() throws(DatasetError) -> String
}

extension Dataset {
    /// The number of classes.
    public var classCount: Int { classNames.count }
}
