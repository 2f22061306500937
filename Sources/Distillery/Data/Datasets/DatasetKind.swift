/// One line of the catalog: a kind of dataset, whether or not its data is there.
public protocol DatasetKind: Sendable {
    /// The name in recipes and flags.
    var name: String { get }
    /// One line for `distill list datasets`.
    var summary: String { get }
    /// The names of the classes, or nil where the data decides.
    var classNames: [String]? { get }
    /// The channels of its pictures, where nothing else is asked for.
    var channels: Int { get }
    /// The size of its pictures, or nil where the data decides.
    var imageSize: ImageSize? { get }
    /// The mean and deviation that its pictures are normalised by.
    var normalization: Normalization { get }
    /// What can be downloaded; empty where there is no source.
    var sources: [DownloadSource] { get }

    /// The folders where the data is looked for, in this order.
    func folders(_ options: DatasetOptions) -> [String]
    /// Whether the data of a split is there.
    func isPresent(_ split: DatasetSplit, _ options: DatasetOptions) -> Bool
    /// Opens a split; throws `DatasetError.notFound` where the data is not there.
    func open(
        _ split: DatasetSplit, _ options: DatasetOptions
    ) throws(DatasetError) -> any ImageDataset
}

extension DatasetKind {
    public var sources: [DownloadSource] { [] }

    /// What to do where the data is not there.
    func advice() -> String {
        let names = sources.map(\.fileName).joined(separator: ", ")
        let pages = sources.map(\.url).joined(separator: " , ")
        // Archives are unpacked beside themselves, which is not done in folders of the user's.
        let isPacked = sources.contains { !$0.members.isEmpty }
        return "put \(names) into '\(DatasetFolders.cache)/\(name)'"
            + (isPacked ? "" : " or into a folder of your own named with --data DIR")
            + "; the files are at \(pages)"
    }
}
