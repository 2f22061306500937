/// How answers are read: what the kinds of teachers elsewhere have in common.
public struct ScorePlan: Sendable, Equatable {
    public var kind: ScoreKind
    /// What the scores are called, in their order; empty where they are the data's classes.
    public var outputs: [String]
    /// What the teacher calls the classes, beside their names.
    public var labels: [String: [String]]
    /// Of a label: the share of the probability that all classes have alike.
    public var smoothing: Double

    public init(
        kind: ScoreKind = .probabilities, outputs: [String] = [],
        labels: [String: [String]] = [:], smoothing: Double = 0.1
    ) {
        self.kind = kind
        self.outputs = outputs
        self.labels = labels
        self.smoothing = smoothing
    }

    enum CodingKeys: String, CodingKey, CaseIterable { case kind, outputs, labels, smoothing }

    /// Reads the keys among others of the same mapping.
    ///
    /// - Parameter kind: what scores are where nobody says.
    init(_ values: StrictContainer<NamedKey>, kind usual: ScoreKind = .probabilities) throws {
        func key(_ key: CodingKeys) -> NamedKey { NamedKey(key.rawValue) }
        self.init(
            kind: try values.decodeName(key(.kind), default: usual),
            outputs: try values.decode(key(.outputs), default: []),
            labels: try values.decode(key(.labels), default: [String: WordList]()).mapValues(
                \.words),
            smoothing: try values.decode(
                key(.smoothing), default: 0.1, expected: "from 0 to below 1",
                where: { (0..<1).contains($0) }))
    }

    func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(kind, forKey: .kind)
        try values.encode(outputs, forKey: .outputs)
        try values.encode(labels, forKey: .labels)
        try values.encode(smoothing, forKey: .smoothing)
    }

    /// All that decides how an answer is read, as one text.
    func identity(classNames: [String], mapping: ClassMapping?) -> String {
        let words = labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return "\(kind.rawValue) \(outputs) \(words) \(smoothing) \(classNames) "
            + (mapping?.identity ?? "as they are")
    }
}

/// A word, or a list of words.
struct WordList: Codable {
    let words: [String]

    init(from decoder: any Decoder) throws {
        if let words = try? decoder.singleValueContainer().decode([String].self) {
            self.words = words
        } else {
            words = [try decoder.singleValueContainer().decode(String.self)]
        }
    }
}

extension ClassMapping {
    /// The mapping as a text that is the same wherever it is written.
    fileprivate var identity: String {
        switch self {
        case .list(let list): "\(list)"
        case .byName(let names):
            "\(names.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })"
        }
    }
}
