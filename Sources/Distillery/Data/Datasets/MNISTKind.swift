/// MNIST and the datasets in its format: two idx files a split, gzipped or not.
public struct MNISTKind: DatasetKind {
    public let name: String
    public let summary: String
    public let classNames: [String]?
    public let normalization: Normalization
    public let sources: [DownloadSource]
    /// The folder that torchvision keeps the files in, under the root it was given.
    private let torchvisionFolder: String
    /// What else helps where the data is not there.
    private let package: String?

    public var channels: Int { 1 }
    public var imageSize: ImageSize? { ImageSize(width: 28, height: 28) }

    public func folders(_ options: DatasetOptions) -> [String] {
        guard let directory = options.directory else { return DatasetFolders.standard(for: name) }
        return [
            directory, "\(directory)/raw", "\(directory)/\(name)",
            "\(directory)/\(torchvisionFolder)/raw",
        ]
    }

    public func isPresent(_ split: DatasetSplit, _ options: DatasetOptions) -> Bool {
        DatasetFolders.locate(Self.files(of: split), in: folders(options)) != nil
    }

    public func open(
        _ split: DatasetSplit, _ options: DatasetOptions
    ) throws(DatasetError) -> any ImageDataset {
        let folders = folders(options)
        guard let paths = DatasetFolders.locate(Self.files(of: split), in: folders) else {
            let install = package.map { "install the Debian package \($0), or " } ?? ""
            throw .notFound(dataset: name, looked: folders, advice: install + advice())
        }
        return try Self.read(
            images: paths[0], labels: paths[1], name: name, split: split,
            classNames: classNames ?? [])
    }

    static func read(
        images imagePath: String, labels labelPath: String, name: String, split: DatasetSplit,
        classNames: [String]
    ) throws(DatasetError) -> PackedDataset {
        let images = try IdxFile(path: imagePath, rank: 3)
        let labels = try IdxFile(path: labelPath, rank: 1)
        guard images.dimensions[0] == labels.dimensions[0] else {
            throw .malformed(
                path: labelPath, found: "\(labels.dimensions[0]) labels",
                expected: "\(images.dimensions[0]), one for each picture of '\(imagePath)'")
        }
        try checkLabels(labels.elements, classes: classNames.count, path: labelPath)
        return PackedDataset(
            name: name, split: split, classNames: classNames,
            size: ImageSize(width: images.dimensions[2], height: images.dimensions[1]),
            channels: 1, pixels: images.elements, labels: labels.elements)
    }

    /// The names that the files of a split go by: images first, then labels.
    private static func files(of split: DatasetSplit) -> [[String]] {
        let prefix = split == .train ? "train" : "t10k"
        return ["images-idx3", "labels-idx1"].map { part in
            let plain = "\(prefix)-\(part)-ubyte"
            let dotted = "\(prefix)-\(part.replacing("-idx", with: ".idx"))-ubyte"
            return ["\(plain).gz", plain, dotted, "\(dotted).gz"]
        }
    }
}

/// Throws unless every label is one of the classes.
func checkLabels(_ labels: [UInt8], classes: Int, path: String) throws(DatasetError) {
    guard let index = labels.firstIndex(where: { Int($0) >= classes }) else { return }
    throw .labelOutOfRange(
        path: path, index: index, label: Int(labels[index]), classes: classes)
}

extension MNISTKind {
    /// Zalando's pictures of clothes.
    public static let fashion = MNISTKind(
        name: "fashion-mnist",
        summary: "Fashion-MNIST: 70,000 grey pictures of clothes, 28×28, 10 classes",
        classNames: [
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker",
            "Bag", "Ankle boot",
        ],
        normalization: Normalization(mean: [0.2860], std: [0.3530]),
        sources: sources(
            "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com",
            [
                (
                    "train-images-idx3", 26_421_880,
                    "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"
                ),
                (
                    "train-labels-idx1", 29_515,
                    "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"
                ),
                (
                    "t10k-images-idx3", 4_422_102,
                    "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"
                ),
                (
                    "t10k-labels-idx1", 5148,
                    "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"
                ),
            ]),
        torchvisionFolder: "FashionMNIST", package: "dataset-fashion-mnist")

    /// The handwritten digits of LeCun, Cortes and Burges.
    public static let digits = MNISTKind(
        name: "mnist",
        summary: "MNIST: 70,000 grey pictures of handwritten digits, 28×28, 10 classes",
        classNames: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
        normalization: Normalization(mean: [0.1307], std: [0.3081]),
        sources: sources(
            // The host that the original page's files are served from.
            "https://storage.googleapis.com/cvdf-datasets/mnist",
            [
                (
                    "train-images-idx3", 9_912_422,
                    "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"
                ),
                (
                    "train-labels-idx1", 28_881,
                    "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"
                ),
                (
                    "t10k-images-idx3", 1_648_877,
                    "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"
                ),
                (
                    "t10k-labels-idx1", 4542,
                    "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"
                ),
            ]),
        torchvisionFolder: "MNIST", package: nil)

    private static func sources(
        _ host: String, _ files: [(name: String, bytes: Int, sha256: String)]
    ) -> [DownloadSource] {
        files.map { file in
            DownloadSource(
                url: "\(host)/\(file.name)-ubyte.gz", bytes: file.bytes, sha256: file.sha256)
        }
    }
}
