extension TrainingData {
    func dataset(of split: DatasetSplit) -> any Dataset {
        split == .train ? train : validation
    }

    /// How networks see the examples of a split: the training view, or the plain one.
    func view(of split: DatasetSplit) -> ViewDescription {
        form.view(of: split)
    }

    /// What labels of a split are of.
    func labels(of split: DatasetSplit, _ views: ViewCycle) throws -> LabelledSplit {
        let dataset = dataset(of: split)
        return LabelledSplit(
            split: split, dataset: dataset.name, dataHash: try dataset.contentHash(),
            examples: dataset.count, views: views.count, viewSeed: views.seed,
            view: view(of: split))
    }

    /// Refuses views of two pictures, and texts with hidden words, which a store does not keep.
    func requireUnmixed() throws(RecipeError) {
        guard form.task != .maskedWords else {
            throw .invalidValue(
                path: "data.task", found: TaskKind.maskedWords.rawValue,
                expected: "another task: other words are hidden in every epoch, and stored answers "
                    + "are to whole texts; give the teacher's weights without labels or cache")
        }
        guard form.mixesLabels else { return }
        throw .invalidValue(
            path: "data.augmentation", found: "with mixup or cutmix",
            expected: "without them: stored labels are of single pictures")
    }
}
