/// Any pictures of one's own, in class folders.
public struct FolderKind: DatasetKind {
    public let name = "folder"
    public let summary = "class folders of JPEG or PNG under train/ and val/, named with --data DIR"
    public var classNames: [String]? { nil }
    public var channels: Int { 3 }
    public var imageSize: ImageSize? { nil }
    public var normalization: Normalization { .imageNet }

    public init() {}

    public func folders(_ options: DatasetOptions) -> [String] {
        options.directory.map { [$0] } ?? []
    }

    public func isPresent(_ split: DatasetSplit, _ options: DatasetOptions) -> Bool {
        options.directory.map { FolderDataset.folder(of: split, in: $0) != nil } ?? false
    }

    public func open(
        _ split: DatasetSplit, _ options: DatasetOptions
    ) throws(DatasetError) -> any ImageDataset {
        let channels = options.channels ?? channels
        guard channels == 1 || channels == 3 else {
            throw .option(
                dataset: name, option: "channels", found: "\(channels)", expected: "1 or 3")
        }
        if let side = options.imageSize, !(1...8192).contains(side) {
            throw .option(
                dataset: name, option: "imageSize", found: "\(side)", expected: "1…8192")
        }
        guard let directory = options.directory else {
            throw .option(
                dataset: name, option: "data", found: "not given",
                expected: "the folder that holds train/ and val/ (--data DIR)")
        }
        guard fileKind(directory) == .directory else {
            throw .notFound(
                dataset: name, looked: ["'\(directory)'"],
                advice: "name the folder that holds train/ and val/ with --data DIR")
        }
        return try FolderDataset(
            directory, split: split, channels: channels, imageSize: options.imageSize,
            fit: options.fit)
    }
}
