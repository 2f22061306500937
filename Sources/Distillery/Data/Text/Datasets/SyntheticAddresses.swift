/// Address pairs made up by rule, for trying things without data; the text counterpart of
/// `SyntheticDataset`.
///
/// Whether two addresses match is in the order of their characters more than in which there
/// are: numbers with digits exchanged, names of road and estate exchanged, numerals and names
/// written in several ways.
public enum SyntheticAddresses {
    /// What is made up.
    public struct Options: Sendable, Hashable, Codable {
        /// The number of examples of the training split; the other has a quarter of them.
        public var count: Int
        public var seed: UInt64
        public var pairsPerQuery: Int

        enum CodingKeys: String, CodingKey, CaseIterable {
            case count, seed, pairsPerQuery = "pairs-per-query"
        }

        public init(count: Int = 8000, seed: UInt64 = 0, pairsPerQuery: Int = 5) {
            self.count = count
            self.seed = seed
            self.pairsPerQuery = pairsPerQuery
        }

        /// Decodes strictly; what is left out has the value it has by default.
        public init(from decoder: any Decoder) throws {
            let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
            let usual = Options()
            self.init(
                count: try values.decode(
                    .count, default: usual.count, expected: "1…10000000",
                    where: { (1...10_000_000).contains($0) }),
                seed: try values.decode(.seed, default: usual.seed),
                pairsPerQuery: try values.decode(
                    .pairsPerQuery, default: usual.pairsPerQuery, expected: "1…100",
                    where: { (1...100).contains($0) }))
        }
    }

    /// The dataset's name.
    public static let name = "synthetic-addresses"

    /// A split: a function of the options, with no query in both splits.
    public static func dataset(
        _ split: DatasetSplit, _ options: Options = Options(), table: DivisionTable = .builtIn
    ) -> TextDataset {
        let count = split == .train ? options.count : max(1, options.count / 4)
        let pairs = AddressPairs(
            table, seed: options.seed &* 2 &+ (split == .train ? 0 : 1),
            pairsPerQuery: options.pairsPerQuery)
        return TextDataset(
            name: name, split: split, classNames: AddressChange.classNames,
            examples: pairs.examples(count))
    }

    /// Unlabelled addresses, as a language model is trained on.
    public static func texts(
        _ split: DatasetSplit, _ options: Options = Options(), table: DivisionTable = .builtIn
    ) -> TextDataset {
        let count = split == .train ? options.count : max(1, options.count / 4)
        let generator = AddressGenerator(table)
        let seed = options.seed &* 2 &+ (split == .train ? 0 : 1)
        return TextDataset(
            name: name, split: split, classNames: [],
            examples: (0..<count).map { index in
                TextExample(
                    id: ExampleID(dataset: "\(name)-texts", split: split, index: index),
                    text: generator.text(at: index, seed: seed))
            })
    }
}
