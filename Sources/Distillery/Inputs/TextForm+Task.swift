extension TextForm {
    public func answerWidth(classes: Int) -> Int {
        task == .maskedWords ? tokenizer.vocabularyCount : classes
    }

    public func labelledCount(in dataset: any Dataset) -> Int {
        guard let texts = dataset as? TextDataset else { return 0 }
        return switch task {
        case .classification: texts.examples.count { $0.label != ClassLabel.unknown }
        case .regression: texts.examples.count { $0.target != nil }
        // Every text has words to hide.
        case .maskedWords: texts.count
        // Nobody can say what a vector should be.
        case .embedding: 0
        }
    }

    public func noAnswers(to dataset: any Dataset) -> any Answers {
        switch task {
        case .classification: ClassAnswers(classes: dataset.classCount, of: dataset)
        case .regression: NumberAnswers()
        case .embedding: VectorAnswers(of: dataset)
        case .maskedWords: WordAnswers()
        }
    }
}
