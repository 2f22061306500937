extension FolderDataset {
    /// Lists all pictures of a folder, however nested, as examples without labels.
    ///
    /// - Parameters:
    ///   - classNames: the classes that predictions about them are of.
    ///   - split: what the examples are for.
    /// - Throws: `DatasetError.notFound` or `.emptyFolder`.
    public init(
        unlabelled folder: String, classNames: [String], split: DatasetSplit = .train,
        channels: Int = 3, imageSize: Int? = nil, fit: ImageFit = .crop
    ) throws(DatasetError) {
        var folder = folder
        while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
        guard fileKind(folder) == .directory else {
            throw .notFound(
                dataset: "folder", looked: ["'\(folder)'"],
                advice: "name the folder of unlabelled pictures in data.unlabelled")
        }
        // The ids begin with the folder's own name, beside 'train/…' of the labelled ones.
        let parts = folder.split(separator: "/", omittingEmptySubsequences: false)
        let parent = parts.count > 1 ? parts.dropLast().joined(separator: "/") : "."
        let directory = parent.isEmpty ? "/" : parent
        var paths: [String] = []
        try Self.collect(String(parts.last ?? ""), within: directory, into: &paths)
        guard !paths.isEmpty else {
            throw .emptyFolder(path: folder, expected: "JPEG or PNG pictures")
        }
        self.init(
            directory: directory, split: split, classNames: classNames, channels: channels,
            side: imageSize, fit: fit, paths: paths,
            labels: Array(repeating: Int32(ClassLabel.unknown), count: paths.count))
    }
}
