import Foundation

extension DataPlan {
    /// Opens the training examples: those of the dataset and the unlabelled ones, or the latter alone
    /// where the dataset has no training split.
    ///
    /// - Parameter classNames: the classes of the validation split, which both must agree on.
    func openTraining(
        _ kind: any DatasetKind, classNames: [String], _ catalog: DatasetCatalog
    ) throws -> any ImageDataset {
        let folder = unlabelled.map { ($0 as NSString).expandingTildeInPath }
        if let folder, kind.sources.isEmpty, !kind.isPresent(.train, options) {
            return try pictures(in: folder, classNames, channels: options.channels ?? kind.channels)
        }
        var train = try catalog.open(dataset, .train, options: options)
        guard train.classNames == classNames else {
            throw RunError.classCounts(
                what: "the validation split", expected: train.classCount, found: classNames.count)
        }
        if let limit, limit < train.count { train = DatasetSubset(train, count: limit) }
        if let labelled, labelled < train.count { train = FewLabels(train, count: labelled) }
        guard let folder else { return train }
        return JoinedDataset(train, try pictures(in: folder, classNames, channels: train.channels))
    }

    /// The pictures of a folder, of which nobody has said what they are.
    func pictures(
        in folder: String, _ classNames: [String], channels: Int
    ) throws(DatasetError) -> FolderDataset {
        try FolderDataset(
            unlabelled: folder, classNames: classNames, channels: channels,
            imageSize: options.imageSize, fit: fit)
    }
}
