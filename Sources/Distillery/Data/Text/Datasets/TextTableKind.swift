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
        let splits = try TextSplits(directory, options: plan.tableOptions)
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

    public func openTraining(_ plan: DataPlan) throws(TextDataError) -> TextDataset {
        guard let directory = plan.directory else { return try open(plan).train }
        var options = plan.tableOptions
        options.valShare = 0
        return try TextSplits(directory, options: options)[.train]
    }
}
