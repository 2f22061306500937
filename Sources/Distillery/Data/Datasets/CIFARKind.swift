/// CIFAR-10 and CIFAR-100 in their binary form.
///
/// A record is one label byte (two for CIFAR-100: coarse and fine, of which the fine one is
/// used) and 3,072 samples: 32×32 red, then green, then blue.
public struct CIFARKind: DatasetKind {
    public let name: String
    public let summary: String
    public let classNames: [String]?
    public let normalization: Normalization
    public let sources: [DownloadSource]
    /// The folder within the archive.
    private let archiveFolder: String
    private let trainFiles: [String]
    private let valFiles: [String]
    private let labelBytes: Int

    public var channels: Int { 3 }
    public var imageSize: ImageSize? { ImageSize(width: 32, height: 32) }

    public func folders(_ options: DatasetOptions) -> [String] {
        let roots =
            options.directory.map { [$0, "\($0)/\(name)"] }
            ?? DatasetFolders.standard(for: name)
        return roots.flatMap { [$0, "\($0)/\(archiveFolder)"] }
    }

    public func isPresent(_ split: DatasetSplit, _ options: DatasetOptions) -> Bool {
        DatasetFolders.locate(files(of: split), in: folders(options)) != nil
    }

    public func open(
        _ split: DatasetSplit, _ options: DatasetOptions
    ) throws(DatasetError) -> any ImageDataset {
        let folders = folders(options)
        guard let paths = DatasetFolders.locate(files(of: split), in: folders) else {
            throw .notFound(
                dataset: name, looked: folders,
                advice: "unpack the archive's \(archiveFolder) there (the binary form is read, not "
                    + "the one for Python), or " + advice())
        }
        return try Self.read(
            paths, name: name, split: split, classNames: classNames ?? [], labelBytes: labelBytes)
    }

    private func files(of split: DatasetSplit) -> [[String]] {
        (split == .train ? trainFiles : valFiles).map { [$0] }
    }

    static func read(
        _ paths: [String], name: String, split: DatasetSplit, classNames: [String],
        labelBytes: Int
    ) throws(DatasetError) -> PackedDataset {
        let plane = 32 * 32
        let record = labelBytes + 3 * plane
        var pixels: [UInt8] = []
        var labels: [UInt8] = []
        for path in paths {
            let file = try readFile(path)
            guard !file.isEmpty, file.count % record == 0 else {
                throw .malformed(
                    path: path, found: "\(file.count) bytes",
                    expected: "a multiple of \(record), the length of a picture with its label")
            }
            let count = file.count / record
            let fileLabels = (0..<count).map { file[$0 * record + labelBytes - 1] }
            try checkLabels(fileLabels, classes: classNames.count, path: path)
            labels += fileLabels
            pixels += [UInt8](unsafeUninitializedCapacity: count * 3 * plane) { target, filled in
                for example in 0..<count {
                    let source = example * record + labelBytes
                    let place = example * 3 * plane
                    for pixel in 0..<plane {
                        target[place + 3 * pixel] = file[source + pixel]
                        target[place + 3 * pixel + 1] = file[source + plane + pixel]
                        target[place + 3 * pixel + 2] = file[source + 2 * plane + pixel]
                    }
                }
                filled = count * 3 * plane
            }
        }
        return PackedDataset(
            name: name, split: split, classNames: classNames,
            size: ImageSize(width: 32, height: 32), channels: 3, pixels: pixels, labels: labels)
    }
}

extension CIFARKind {
    public static let ten = CIFARKind(
        name: "cifar10",
        summary: "CIFAR-10: 60,000 colour pictures, 32×32, 10 classes",
        classNames: [
            "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship",
            "truck",
        ],
        normalization: Normalization(
            mean: [0.4914, 0.4822, 0.4465], std: [0.2470, 0.2435, 0.2616]),
        sources: [
            DownloadSource(
                url: "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz",
                bytes: 170_052_171,
                sha256: "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
                members: (1...5).map { "data_batch_\($0).bin" } + ["test_batch.bin"])
        ],
        archiveFolder: "cifar-10-batches-bin",
        trainFiles: (1...5).map { "data_batch_\($0).bin" }, valFiles: ["test_batch.bin"],
        labelBytes: 1)

    public static let hundred = CIFARKind(
        name: "cifar100",
        summary: "CIFAR-100: 60,000 colour pictures, 32×32, 100 classes",
        classNames: cifar100ClassNames,
        normalization: Normalization(
            mean: [0.5071, 0.4865, 0.4409], std: [0.2673, 0.2564, 0.2762]),
        sources: [
            DownloadSource(
                url: "https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz",
                bytes: 168_513_733,
                sha256: "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec",
                members: ["train.bin", "test.bin"])
        ],
        archiveFolder: "cifar-100-binary", trainFiles: ["train.bin"], valFiles: ["test.bin"],
        labelBytes: 2)
}

/// The fine labels, in the order of their numbers.
private let cifar100ClassNames = """
    apple aquarium_fish baby bear beaver bed bee beetle bicycle bottle bowl boy bridge bus \
    butterfly camel can castle caterpillar cattle chair chimpanzee clock cloud cockroach couch \
    crab crocodile cup dinosaur dolphin elephant flatfish forest fox girl hamster house kangaroo \
    keyboard lamp lawn_mower leopard lion lizard lobster man maple_tree motorcycle mountain mouse \
    mushroom oak_tree orange orchid otter palm_tree pear pickup_truck pine_tree plain plate poppy \
    porcupine possum rabbit raccoon ray road rocket rose sea seal shark shrew skunk skyscraper \
    snail snake spider squirrel streetcar sunflower sweet_pepper table tank telephone television \
    tiger tractor train trout tulip turtle wardrobe whale willow_tree wolf woman worm
    """.split(separator: " ").map(String.init)
