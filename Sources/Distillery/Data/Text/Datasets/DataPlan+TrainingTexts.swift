extension DataPlan {
    /// The texts to learn from alone: the files that are named so, or all where no file is for measuring.
    ///
    /// - Throws: `TextDataError`, also for data that holds no texts; `SelectionError` for a list of chosen
    ///   examples that is not there, or names others.
    public func openTrainingTexts(catalog: DatasetCatalog = .builtIn) throws -> TextDataset {
        guard let kind = catalog.textKind(named: dataset) else {
            throw TextDataError.option(
                name: "data.dataset", found: dataset,
                expected: "one of texts: " + catalog.texts.map(\.name).joined(separator: ", "))
        }
        let train = try kind.openTraining(self)
        let pool = limit.map { train.limited(to: $0) } ?? train
        return try chosenList?.part(of: pool) ?? pool
    }
}
