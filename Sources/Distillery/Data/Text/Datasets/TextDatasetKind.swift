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

    /// Opens what is to be learned from, whole: nothing of it is held out for measuring.
    func openTraining(_ plan: DataPlan) throws(TextDataError) -> TextDataset
}

extension TextDatasetKind {
    public func openTraining(_ plan: DataPlan) throws(TextDataError) -> TextDataset {
        try open(plan).train
    }
}
