extension TrainingData {
    func dataset(of split: DatasetSplit) -> any ImageDataset {
        split == .train ? train : validation
    }

    /// How networks see the examples of a split: the training view, or the plain one.
    func view(of split: DatasetSplit) -> ViewDescription {
        ViewDescription(split == .train ? trainView : plainView, fit: plan.fit)
    }

    /// What labels of a split are of.
    func labels(of split: DatasetSplit, _ views: ViewCycle) throws -> LabelledSplit {
        let dataset = dataset(of: split)
        return LabelledSplit(
            split: split, dataset: dataset.name, dataHash: try dataset.contentHash(),
            examples: dataset.count, views: views.count, viewSeed: views.seed,
            view: view(of: split))
    }

    /// Refuses views of two pictures, which a store does not keep.
    func requireUnmixed() throws(RecipeError) {
        guard !trainView.augmentation.mixing.isEmpty else { return }
        throw .invalidValue(
            path: "data.augmentation", found: "with mixup or cutmix",
            expected: "without them: stored labels are of single pictures")
    }
}
