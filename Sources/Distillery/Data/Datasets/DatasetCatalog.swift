import Torch

/// The kinds of datasets that can be named: a list that never changes.
///
/// A library user adds kinds of their own by a catalog with `DatasetCatalog.builtIn.kinds` and
/// theirs.
public struct DatasetCatalog: Sendable {
    public let kinds: [any DatasetKind]
    /// The kinds of texts.
    public let texts: [any TextDatasetKind]

    public init(_ kinds: [any DatasetKind], texts: [any TextDatasetKind] = []) {
        self.kinds = kinds
        self.texts = texts
    }

    /// Every kind that comes with the product.
    public static let builtIn = DatasetCatalog(
        [
            MNISTKind.fashion, MNISTKind.digits, CIFARKind.ten, CIFARKind.hundred, FolderKind(),
            SyntheticKind(),
        ], texts: [TextTableKind(), SyntheticAddressKind()])

    /// The kind of texts of a name; nil where it is none of texts.
    public func textKind(named name: String) -> (any TextDatasetKind)? {
        texts.first { $0.name == name }
    }

    /// The kind of a name; throws with the nearest name where there is none.
    public func kind(named name: String) throws(DatasetError) -> any DatasetKind {
        if let kind = kinds.first(where: { $0.name == name }) { return kind }
        let known = kinds.map(\.name) + texts.map(\.name)
        throw .unknownDataset(
            name: name, nearest: nearestName(to: name, in: known), known: known)
    }

    /// Opens a split, after a download where the data is not there and may be fetched.
    public func open(
        _ name: String, _ split: DatasetSplit, options: DatasetOptions = DatasetOptions(),
        progress: @escaping @Sendable (DownloadProgress) -> Void = { _ in }
    ) throws(DatasetError) -> any ImageDataset {
        let kind = try kind(named: name)
        let mayFetch =
            options.download && options.directory == nil && !kind.sources.isEmpty
            && !kind.isPresent(split, options)
        if mayFetch { try DatasetDownload(progress: progress).fetch(kind) }
        return try kind.open(split, options)
    }
}
