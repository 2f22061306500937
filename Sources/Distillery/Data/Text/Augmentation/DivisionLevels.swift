/// Province, city and district before an address dropped, added or shortened.
///
/// What is added follows from what is written: 海淀区 lies in 北京市 alone, and 朝阳区 in more
/// cities than one, so that nothing is put before it.
public struct DivisionLevels: TextStep {
    public static let kind = "divisions"

    /// What may happen to a level.
    public enum Change: String, Sendable, Codable, CaseIterable {
        case drop, add, shorten
    }

    public var probability: Double
    public var changes: [Change]
    /// A table of divisions in place of the small built-in one, of the form of `pcas.json`.
    public var file: String?
    public var keepsLabel: Bool

    /// An address without its district needs so many characters to be one still.
    private static let restLimit = 6

    public init(
        probability: Double = 0.5, changes: [Change] = Change.allCases, file: String? = nil,
        keepsLabel: Bool = true
    ) {
        self.probability = probability
        self.changes = changes
        self.file = file
        self.keepsLabel = keepsLabel
    }

    public func makeEdit(_ resources: TextResources) throws(TextDataError) -> TextEdit {
        let table = if let file { try DivisionTable(path: file) } else { DivisionTable.builtIn }
        let index = DivisionIndex(table)
        return { text, random in
            guard let match = index.match(text) else { return text }
            // A few draws leave all as it was.
            for _ in 0..<4 {
                let changed = changed(match, &random)
                if changed != text { return changed }
            }
            return text
        }
    }

    private func changed(_ match: DivisionIndex.Match, _ random: inout RandomStream) -> String {
        let mayDropDistrict = match.rest.count >= Self.restLimit
        var levels = ""
        for level in 0..<3 {
            let keep = random.happens(withProbability: 0.5)
            let shorten = random.happens(withProbability: 0.3)
            guard let full = match.known[level] else {
                levels += match.written[level] ?? ""
                continue
            }
            let isWritten = match.written[level] != nil
            let mayDrop = changes.contains(.drop) && (level < 2 || mayDropDistrict)
            guard isWritten ? !mayDrop || keep : changes.contains(.add) && keep else { continue }
            let name = match.written[level] ?? full
            levels += changes.contains(.shorten) && shorten ? Division.shortened(full) : name
        }
        return levels + match.rest
    }
}

extension DivisionLevels {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case kind, probability, changes, file, keepsLabel = "keeps-label"
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        let usual = DivisionLevels()
        self.init(
            probability: try values.decodeShare(.probability, default: usual.probability),
            changes: try values.decodeNames(.changes, default: usual.changes),
            file: try values.decodeIfPresent(.file),
            keepsLabel: try values.decode(.keepsLabel, default: usual.keepsLabel))
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(Self.kind, forKey: .kind)
        try values.encode(probability, forKey: .probability)
        try values.encode(changes, forKey: .changes)
        try values.encodeIfPresent(file, forKey: .file)
        try values.encode(keepsLabel, forKey: .keepsLabel)
    }
}
