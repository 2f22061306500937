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
