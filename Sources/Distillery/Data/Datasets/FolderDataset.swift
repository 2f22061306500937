#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Class folders of JPEG or PNG files under a folder for each split.
///
/// Classes are the names of the folders in `train/`, sorted by their UTF-8 bytes; files may be
/// nested within. Opening only lists: no file is read before its picture is asked for. Files
/// whose names begin with a dot are ignored, and so are notes beside the pictures (`.txt`,
/// `.csv` …).
public struct FolderDataset: ImageDataset {
    public let name = "folder"
    public let split: DatasetSplit
    public let classNames: [String]
    public let channels: Int
    private let directory: String
    private let side: Int?
    private let fit: ImageFit
    /// Relative to `directory`.
    private let paths: [String]
    private let labels: [Int32]

    init(
        directory: String, split: DatasetSplit, classNames: [String], channels: Int, side: Int?,
        fit: ImageFit, paths: [String], labels: [Int32]
    ) {
        self.directory = directory
        self.split = split
        self.classNames = classNames
        self.channels = channels
        self.side = side
        self.fit = fit
        self.paths = paths
        self.labels = labels
    }

    /// The folder names that a split goes by, the first that exists is taken.
    static func folderNames(of split: DatasetSplit) -> [String] {
        switch split {
        case .train: ["train"]
        case .val: ["val", "valid", "validation", "test"]
        }
    }

    /// Lists the files of a split.
    public init(
        _ directory: String, split: DatasetSplit, channels: Int = 3, imageSize: Int? = nil,
        fit: ImageFit = .crop
    ) throws(DatasetError) {
        let trimmed = directory.count > 1 && directory.hasSuffix("/")
        self.directory = trimmed ? String(directory.dropLast()) : directory
        self.split = split
        self.channels = channels
        self.side = imageSize
        self.fit = fit
        guard let folder = Self.folder(of: split, in: self.directory) else {
            throw .missingSplit(
                directory: directory, split: split, accepted: Self.folderNames(of: split))
        }
        classNames = try Self.classNames(in: self.directory)
        var paths: [String] = []
        var labels: [Int32] = []
        for (label, className) in classNames.enumerated() {
            let before = paths.count
            try Self.collect("\(folder)/\(className)", within: self.directory, into: &paths)
            guard paths.count > before else {
                throw .emptyFolder(
                    path: "\(self.directory)/\(folder)/\(className)",
                    expected: "JPEG or PNG pictures of the class")
            }
            labels += repeatElement(Int32(label), count: paths.count - before)
        }
        self.paths = paths
        self.labels = labels
    }

    public var imageSize: ImageSize? { side.map { ImageSize(width: $0, height: $0) } }
    public var count: Int { paths.count }

    /// The path within the dataset's folder, as `train/airplane/0001.jpg`.
    public func id(at index: Int) -> ExampleID { ExampleID(paths[index]) }

    public func label(at index: Int) -> Int { Int(labels[index]) }

    public func path(at index: Int) -> String? { "\(directory)/\(paths[index])" }

    public func image(at index: Int, using decoder: ImageDecoder) throws(DatasetError) -> Image {
        let path = "\(directory)/\(paths[index])"
        let image: Image
        do {
            image = try decoder.decode(path: path, channels: channels)
        } catch .file(let message, let code) where Self.systemWideCodes.contains(code) {
            // Not the picture's fault, and the next would fare no better.
            throw .file(path: path, message: message)
        } catch {
            throw .unreadableImage(path: path, reason: error)
        }
        guard let size = imageSize, size != image.size else { return image }
        switch fit {
        case .crop: return decoder.resizer.fill(image, size: size)
        case .stretch: return decoder.resizer.resize(image, to: size)
        }
    }

    /// Over names, sizes and labels of the files; their bytes are not read.
    public func contentHash() throws(DatasetError) -> String {
        let hash = ContentHash()
        for (path, label) in zip(paths, labels) {
            guard case .file(let size) = fileKind("\(directory)/\(path)") else {
                throw .file(path: "\(directory)/\(path)", message: "it is no longer there")
            }
            hash.update(Array("\(path)\t\(size)\t\(label)\n".utf8))
        }
        return hash.finish()
    }
}

extension FolderDataset {
    static func folder(of split: DatasetSplit, in directory: String) -> String? {
        folderNames(of: split).first { fileKind("\(directory)/\($0)") == .directory }
    }

    /// The classes, which train and val must agree on where both are there.
    private static func classNames(in directory: String) throws(DatasetError) -> [String] {
        var found: [DatasetSplit: [String]] = [:]
        for split in DatasetSplit.allCases {
            guard let folder = folder(of: split, in: directory) else { continue }
            let names = try DirectoryListing("\(directory)/\(folder)").directories
            guard !names.isEmpty else {
                throw .emptyFolder(
                    path: "\(directory)/\(folder)",
                    expected: "a folder for each class, with JPEG or PNG pictures in it")
            }
            found[split] = names
        }
        guard let train = found[.train], let val = found[.val] else {
            return found[.train] ?? found[.val] ?? []
        }
        guard train == val else {
            throw .classMismatch(
                directory: directory, onlyInTrain: train.filter { !val.contains($0) },
                onlyInVal: val.filter { !train.contains($0) })
        }
        return train
    }

    private static let systemWideCodes = [EMFILE, ENFILE, ENOMEM, EIO]

    /// Files that people keep beside pictures and that are no pictures.
    private static let noteSuffixes = [
        ".txt", ".csv", ".tsv", ".json", ".xml", ".yaml", ".yml", ".md", ".html", ".db", ".ini",
    ]

    static func collect(
        _ folder: String, within directory: String, depth: Int = 0, into paths: inout [String]
    ) throws(DatasetError) {
        // A link to a folder above would never end.
        guard depth < 16 else { return }
        let listing = try DirectoryListing("\(directory)/\(folder)")
        for file in listing.files {
            let lowercased = file.lowercased()
            guard !noteSuffixes.contains(where: lowercased.hasSuffix) else { continue }
            paths.append("\(folder)/\(file)")
        }
        for inner in listing.directories {
            try collect("\(folder)/\(inner)", within: directory, depth: depth + 1, into: &paths)
        }
    }
}
