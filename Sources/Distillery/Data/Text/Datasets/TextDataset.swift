/// Texts or pairs of texts, in an order that never changes, each with a stable id.
public struct TextDataset: Dataset {
    /// The dataset's name, as in the catalog.
    public let name: String
    /// The part of the dataset that this is.
    public let split: DatasetSplit
    /// The names of the classes; a label is an index into them.
    ///
    /// Empty where nothing is labelled.
    public let classNames: [String]
    /// All examples, in memory.
    public let examples: [TextExample]
    /// Which of the examples were pairs before they were taken apart; see `singles()`.
    public let pairings: [TextPairing]

    public init(
        name: String, split: DatasetSplit, classNames: [String], examples: [TextExample],
        pairings: [TextPairing] = []
    ) {
        self.name = name
        self.split = split
        self.classNames = classNames
        self.examples = examples
        self.pairings = pairings
    }

    /// The number of examples.
    public var count: Int { examples.count }
    /// Whether the examples are pairs.
    public var hasPairs: Bool { examples.first?.pair != nil }

    /// The stable id of the example at a position.
    public func id(at index: Int) -> ExampleID { examples[index].id }

    /// The class of the example at a position; `ClassLabel.unknown` where it has none.
    public func label(at index: Int) -> Int { examples[index].label }

    /// SHA-256 (64 hexadecimal digits) over ids, texts, labels, targets, soft labels and points.
    public func contentHash() -> String {
        let hash = ContentHash()
        hash.update(Array("text 1 \(split) \(classNames)\n".utf8))
        for example in examples {
            // A text cannot hold the separator by chance: lengths come first.
            let points = [example.point, example.pairPoint].compactMap { $0.map { "\($0)" } }
            let parts =
                points + [
                    example.id.text, example.text, example.pair ?? "", String(example.label),
                    example.target.map { "\($0)" } ?? "", example.softLabels.map { "\($0)" } ?? "",
                ]
            let lengths = parts.map { String($0.utf8.count) }.joined(separator: ",")
            hash.update(Array("\(lengths):\(parts.joined())\n".utf8))
        }
        return hash.finish()
    }

    /// The dataset with other examples, as after growing it or taking a part of it.
    public func with(examples: [TextExample]) -> TextDataset {
        TextDataset(name: name, split: split, classNames: classNames, examples: examples)
    }

    /// The groups that stand in this dataset and in another one as well.
    ///
    /// Where files name the splits nobody has made sure that there are none.
    public func groupsShared(with other: TextDataset) -> Set<String> {
        Set(examples.compactMap(\.group)).intersection(other.examples.compactMap(\.group))
    }
}
