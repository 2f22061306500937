/// One line of the catalog: a kind of text data.
public protocol TextDatasetKind: Sendable {
    /// The name in recipes and flags.
    var name: String { get }
    /// One line for `distill list datasets`.
    var summary: String { get }

    /// Whether there is data at a folder or file, or without one.
    func isPresent(_ directory: String?) -> Bool

    /// Opens both splits.
    ///
    /// - Throws: `TextDataError` where the data is not there or cannot be used.
    func open(_ plan: DataPlan) throws(TextDataError) -> TextParts
}

/// Both splits of text data, with what was left out of them.
public struct TextParts: Sendable {
    public var train: TextDataset
    public var validation: TextDataset
    /// What to tell of the data: damaged lines, groups in both splits.
    public var remarks: [String]

    public init(train: TextDataset, validation: TextDataset, remarks: [String] = []) {
        self.train = train
        self.validation = validation
        self.remarks = remarks
    }
}

/// Tables of one's own: CSV, TSV, JSON lines or plain lines, a file or a folder.
public struct TextTableKind: TextDatasetKind {
    public let name = "text"
    public let summary = "texts or pairs in CSV, TSV, JSON lines or plain lines, named with --data"

    public init() {}

    public func isPresent(_ directory: String?) -> Bool {
        directory.map { fileKind($0) != nil } ?? false
    }

    public func open(_ plan: DataPlan) throws(TextDataError) -> TextParts {
        guard let directory = plan.directory else {
            throw .option(
                name: "data.directory", found: "nothing",
                expected: "the file or folder of the texts (--data)")
        }
        let splits = try TextSplits(directory, options: plan.table ?? TextTableOptions())
        let (train, validation) = (try splits[.train], try splits[.val])
        var remarks: [String] = []
        if splits.damaged.count > 0 {
            remarks.append(
                "\(splits.damaged.count) damaged lines were left out: "
                    + splits.damaged.first.prefix(3).map(\.description).joined(separator: "; "))
        }
        let shared = train.groupsShared(with: validation)
        if let first = shared.min() {
            remarks.append(
                "\(shared.count) groups stand in both splits, as '\(first)': figures on the "
                    + "validation examples flatter every model")
        }
        return TextParts(train: train, validation: validation, remarks: remarks)
    }
}

/// Address pairs made up by rule: always there, in any number.
public struct SyntheticAddressKind: TextDatasetKind {
    public var name: String { SyntheticAddresses.name }
    public let summary = "pairs of Chinese addresses made up by rule, in three classes"

    public init() {}

    public func isPresent(_ directory: String?) -> Bool { true }

    public func open(_ plan: DataPlan) throws(TextDataError) -> TextParts {
        let options = plan.addresses ?? SyntheticAddresses.Options()
        return TextParts(
            train: SyntheticAddresses.dataset(.train, options),
            validation: SyntheticAddresses.dataset(.val, options))
    }
}
