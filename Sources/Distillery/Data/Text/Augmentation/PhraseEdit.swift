/// What steps over a table of phrases have in common: how many a text gets, and a table of the user's.
protocol PhraseEdit: TextStep {
    /// The step as it is where a recipe says no more.
    static var usual: Self { get }
    /// The most places of a text that are changed.
    var count: Int { get }
    /// A table of the user's in place of the built-in one.
    var file: String? { get }

    init(probability: Double, count: Int, file: String?, keepsLabel: Bool)
}

enum PhraseEditKeys: String, CodingKey, CaseIterable {
    case kind, probability, count, file, keepsLabel = "keeps-label"
}

extension PhraseEdit {
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: PhraseEditKeys.self)
        self.init(
            probability: try values.decodeShare(.probability, default: Self.usual.probability),
            count: try values.decodeCount(.count, default: Self.usual.count),
            file: try values.decodeIfPresent(.file),
            keepsLabel: try values.decode(.keepsLabel, default: Self.usual.keepsLabel))
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: PhraseEditKeys.self)
        try values.encode(Self.kind, forKey: .kind)
        try values.encode(probability, forKey: .probability)
        try values.encode(count, forKey: .count)
        try values.encodeIfPresent(file, forKey: .file)
        try values.encode(keepsLabel, forKey: .keepsLabel)
    }

    /// The user's table, else the built-in groups.
    func table(orElse groups: [[String]]) throws(TextDataError) -> PhraseTable {
        PhraseTable(
            groups: try file.map { file throws(TextDataError) in try PhraseFile.groups(file) }
                ?? groups)
    }
}

extension StrictContainer {
    /// The most places of a text that a step changes.
    func decodeCount(_ key: Key, default fallback: Int) throws -> Int {
        try decode(key, default: fallback, expected: "1…100") { (1...100).contains($0) }
    }
}
