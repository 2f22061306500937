/// Which examples, and how they are seen: `data:` in a recipe.
public struct DataPlan: Codable, Sendable, Equatable {
    /// A name in the `DatasetCatalog`.
    public var dataset: String
    /// What is asked about the examples.
    public var task: TaskKind
    /// Which words are hidden where the task is to guess them; `nil` is as it is usual.
    public var masking: WordMasking?
    /// How tables of texts are read; `nil` is as it is usual.
    public var table: TextTableOptions?
    /// How texts become tokens; `nil` is as it is usual.
    public var tokens: TokenPlan?
    /// How the training texts are grown; validation texts never are.
    public var augment: TextAugmentation?
    /// Which address pairs are made up.
    public var addresses: SyntheticAddresses.Options?
    /// What networks see of addresses beside their texts; `nil` is nothing.
    public var address: AddressPlan?
    /// Where the dataset lies; `nil` looks where the system keeps it.
    public var directory: String?
    /// The side in pixels of what the networks see; `nil` is the dataset's own.
    public var imageSize: Int?
    /// How a picture of another shape is brought to a square.
    public var fit: ImageFit
    /// 1 (grey) or 3 (colour) where the dataset leaves it open.
    public var channels: Int?
    /// What the synthetic dataset draws.
    public var synthetic: SyntheticDataset.Options
    /// Whether data that is not there is fetched from its official source.
    public var download: Bool
    /// The transforms of the training view, in order; `nil` is what suits the dataset.
    public var augmentation: Augmentation?
    /// Uses only so many training examples, chosen once and for all.
    public var limit: Int?
    /// A folder of pictures without labels, to learn from beside the dataset's training examples.
    public var unlabelled: String?
    /// Keeps the labels of only so many of the dataset's training examples, chosen once and for all.
    public var labelled: Int?
    /// Threads that decode and augment beside the training.
    public var workers: Int

    public init(
        dataset: String, directory: String? = nil, imageSize: Int? = nil, fit: ImageFit = .crop,
        channels: Int? = nil, synthetic: SyntheticDataset.Options = .init(),
        download: Bool = true, augmentation: Augmentation? = nil, limit: Int? = nil,
        unlabelled: String? = nil, labelled: Int? = nil, workers: Int = 1,
        table: TextTableOptions? = nil, tokens: TokenPlan? = nil,
        addresses: SyntheticAddresses.Options? = nil, task: TaskKind = .classification,
        masking: WordMasking? = nil,
        augment: TextAugmentation? = nil, address: AddressPlan? = nil
    ) {
        self.dataset = dataset
        self.directory = directory
        self.imageSize = imageSize
        self.fit = fit
        self.channels = channels
        self.synthetic = synthetic
        self.download = download
        self.augmentation = augmentation
        self.limit = limit
        self.unlabelled = unlabelled
        self.labelled = labelled
        self.workers = workers
        self.table = table
        self.tokens = tokens
        self.addresses = addresses
        self.augment = augment
        self.task = task
        self.masking = masking
        self.address = address
    }

    /// How tables of texts are read, coordinates among them.
    var tableOptions: TextTableOptions {
        var options = table ?? TextTableOptions()
        options.coordinates = address?.coordinates
        return options
    }

    /// What the dataset's kind is opened with.
    ///
    /// Pictures keep their own sizes until the view, so that random resized crops see all of them.
    var options: DatasetOptions {
        DatasetOptions(
            directory: directory, imageSize: fit == .stretch ? imageSize : nil, fit: fit,
            channels: channels, synthetic: synthetic, download: download)
    }
}

extension DataPlan {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case dataset, directory
        case imageSize = "image-size"
        case fit, channels, synthetic, download, augmentation, limit, unlabelled, labelled, workers
        case table, tokens, addresses, task, masking
        case augment, address
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        self.init(
            dataset: try values.decode(.dataset),
            directory: try values.decodeIfPresent(.directory),
            imageSize: try values.decodePositive(.imageSize),
            fit: try values.decodeName(.fit, default: .crop),
            channels: try values.decodePositive(.channels),
            synthetic: try values.decode(.synthetic, default: .init()),
            download: try values.decode(.download, default: true),
            augmentation: try values.decodeIfPresent(.augmentation),
            limit: try values.decodePositive(.limit),
            unlabelled: try values.decodeIfPresent(.unlabelled),
            labelled: try values.decodeIfPresent(.labelled, as: Int.self).map { count in
                guard count >= 0 else {
                    throw RecipeError.invalidValue(
                        path: values.path(of: .labelled), found: "\(count)", expected: "at least 0")
                }
                return count
            },
            workers: try values.decode(
                .workers, default: 1, expected: "from 0 to 64", where: { (0...64).contains($0) }),
            table: try values.decodeIfPresent(.table),
            tokens: try values.decodeIfPresent(.tokens),
            addresses: try values.decodeIfPresent(.addresses),
            task: try values.decode(.task, default: .classification),
            masking: try values.decodeIfPresent(.masking),
            augment: try values.decodeIfPresent(.augment),
            address: try values.decodeIfPresent(.address))
    }
}
