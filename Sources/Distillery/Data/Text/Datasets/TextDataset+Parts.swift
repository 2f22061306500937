extension TextDataset {
    /// At most `count` examples, chosen by a fixed shuffle: the same ones in every run.
    public func limited(to count: Int) -> TextDataset {
        guard count < self.count else { return self }
        let order = EpochOrder(shuffling: self.count, seed: 0, epoch: 0, batchSize: 1)
        return with(examples: order.indices.prefix(count).sorted().map { examples[$0] })
    }

    /// The same with the labels of at most `count` examples, as many of each class as can be.
    public func labelled(only count: Int) -> TextDataset {
        let known = FewLabels.places(in: self, count: count)
        return with(
            examples: examples.enumerated().map { index, example in
                var example = example
                if !known.contains(index) { example.label = ClassLabel.unknown }
                return example
            })
    }
}
