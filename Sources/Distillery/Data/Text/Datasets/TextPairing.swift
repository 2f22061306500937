/// Two examples of a dataset that were one pair.
public struct TextPairing: Sendable, Hashable {
    public var first: Int
    public var second: Int
    /// How alike they are: the pair's number, or 0 and 1 for the two classes; nil where nobody says.
    public var target: Double?

    public init(first: Int, second: Int, target: Double? = nil) {
        self.first = first
        self.second = second
        self.target = target
    }
}

extension TextDataset {
    /// The dataset with each text of a pair as an example of its own, for vectors of texts.
    ///
    /// The target of a pair is its number, or the place of its class divided by the last class's: from
    /// the least alike to the same.
    public func singles() -> TextDataset {
        var singles: [TextExample] = []
        var pairings: [TextPairing] = []
        for example in examples {
            let place = singles.count
            var first = example
            (first.pair, first.label, first.target) = (nil, ClassLabel.unknown, nil)
            first.pairPoint = nil
            singles.append(first)
            guard let pair = example.pair else { continue }
            first.id = ExampleID(example.id.text + "#2")
            first.text = pair
            first.point = example.pairPoint
            singles.append(first)
            let isLabelled = example.label != ClassLabel.unknown && classNames.count > 1
            pairings.append(
                TextPairing(
                    first: place, second: place + 1,
                    target: example.target
                        ?? (isLabelled ? Double(example.label) / Double(classNames.count - 1) : nil)
                ))
        }
        return TextDataset(
            name: name, split: split, classNames: [], examples: singles, pairings: pairings)
    }
}
