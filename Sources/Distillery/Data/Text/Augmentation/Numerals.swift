/// Numbers written in another form: 三号 as 3号 and ３号.
///
/// To and from Chinese characters only where a counting word follows (号, 栋, 单元 …): the 三 of
/// 三里屯 is no number.
public struct Numerals: TextStep {
    public static let kind = "numerals"

    /// How digits are written.
    public enum Form: String, Sendable, Codable, CaseIterable {
        case arabic
        case fullWidth = "full-width"
        case chinese
    }

    public var probability: Double
    /// The most numbers that are changed in a text.
    public var count: Int
    /// The forms that numbers are given.
    public var forms: [Form]
    public var keepsLabel: Bool

    public init(
        probability: Double = 0.5, count: Int = 2, forms: [Form] = Form.allCases,
        keepsLabel: Bool = true
    ) {
        self.probability = probability
        self.count = count
        self.forms = forms
        self.keepsLabel = keepsLabel
    }

    public func makeEdit(_ resources: TextResources) throws(TextDataError) -> TextEdit {
        { text, random in
            var characters = Array(text)
            var found = WrittenNumber.all(in: characters)
            found.shuffle(using: &random)
            var changes: [(Range<Int>, String)] = []
            for number in found.prefix(count) {
                let others = forms.filter { $0 != number.form }.compactMap(number.written)
                guard !others.isEmpty else { continue }
                changes.append((number.range, others[random.integer(below: others.count)]))
            }
            for (range, other) in changes.sorted(by: { $0.0.lowerBound > $1.0.lowerBound }) {
                characters.replaceSubrange(range, with: other)
            }
            return String(characters)
        }
    }
}

extension Numerals {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case kind, probability, count, forms, keepsLabel = "keeps-label"
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        let usual = Numerals()
        self.init(
            probability: try values.decodeShare(.probability, default: usual.probability),
            count: try values.decodeCount(.count, default: usual.count),
            forms: try values.decodeNames(.forms, default: usual.forms),
            keepsLabel: try values.decode(.keepsLabel, default: usual.keepsLabel))
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(Self.kind, forKey: .kind)
        try values.encode(probability, forKey: .probability)
        try values.encode(count, forKey: .count)
        try values.encode(forms, forKey: .forms)
        try values.encode(keepsLabel, forKey: .keepsLabel)
    }
}

extension StrictContainer {
    /// A list of names of a fixed set, one at least.
    func decodeNames<Name: RawRepresentable & CaseIterable>(
        _ key: Key, default fallback: [Name]
    ) throws -> [Name] where Name.RawValue == String {
        let known = Name.allCases.map(\.rawValue)
        let texts = try decode(
            key, default: fallback.map(\.rawValue),
            expected: "one or more of \(known.joined(separator: ", "))",
            where: { !$0.isEmpty && $0.allSatisfy(known.contains) })
        return texts.compactMap(Name.init)
    }
}
