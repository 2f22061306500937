/// How a table of texts is read: its form, its columns and its split.
public struct TextTableOptions: Sendable, Equatable {
    /// The form of the files; nil takes it from each file's name.
    public var format: TextFormat?
    public var encoding: TextEncoding
    /// Whether the first line of a CSV or TSV file names the columns.
    ///
    /// Without names columns are given by number, from 1.
    public var header: Bool
    /// What parts the fields of a CSV file, one ASCII character.
    public var separator: String

    /// The texts.
    public var text: TextColumn
    /// The second texts of pairs.
    public var pair: TextColumn?
    /// Class names or numbers; an empty cell is an unknown label.
    public var label: TextColumn?
    /// A number to be predicted (regression).
    public var target: TextColumn?
    /// Probabilities or scores of each class, a column a class in the order of the classes;
    /// or one column of JSON lists.
    public var softLabels: [TextColumn]
    /// Names that stay with the examples; without it file and line are the name.
    public var id: TextColumn?
    /// Examples with one value here stand in one split.
    public var group: TextColumn?

    /// Where coordinates stand, from `data.address`; nil where none are read.
    public var coordinates: AddressPlan.Coordinates?

    /// The classes in their order; empty takes them from the training data.
    public var classes: [String]
    /// The share that is held out where the files do not say what is.
    public var valShare: Double
    /// Chooses what is held out.
    public var seed: UInt64
    /// The share of the lines that may be damaged; ten may be in any case, and never more than
    /// half of them.
    public var damagedShare: Double

    /// What the text column is called as a rule.
    public static let usualTextColumns = TextColumn([
        "text", "sentence", "content", "text_a", "sentence1",
    ])

    public init(
        format: TextFormat? = nil, encoding: TextEncoding = .automatic, header: Bool = true,
        separator: String = ",", text: TextColumn = Self.usualTextColumns,
        pair: TextColumn? = nil, label: TextColumn? = nil, target: TextColumn? = nil,
        softLabels: [TextColumn] = [], id: TextColumn? = nil, group: TextColumn? = nil,
        classes: [String] = [], valShare: Double = 0.1, seed: UInt64 = 0,
        damagedShare: Double = 0.01
    ) {
        self.format = format
        self.encoding = encoding
        self.header = header
        self.separator = separator
        self.text = text
        self.pair = pair
        self.label = label
        self.target = target
        self.softLabels = softLabels
        self.id = id
        self.group = group
        self.classes = classes
        self.valShare = valShare
        self.seed = seed
        self.damagedShare = damagedShare
    }
}

extension TextTableOptions: Codable {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case format, encoding, header, separator, text, pair = "text-pair", label, target
        case softLabels = "soft-labels", id, group, classes, valShare = "val-share", seed
        case damagedShare = "damaged-share"
    }

    /// Decodes strictly; what is left out has the value it has by default.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        let usual = TextTableOptions()
        self.init(
            format: try values.decodeNameIfPresent(.format),
            encoding: try values.decodeName(.encoding, default: usual.encoding),
            header: try values.decode(.header, default: usual.header),
            separator: try values.decode(
                .separator, default: usual.separator, expected: "one ASCII character",
                where: { Self.separatorByte($0) != nil }),
            text: try values.decode(.text, default: usual.text),
            pair: try values.decodeIfPresent(.pair), label: try values.decodeIfPresent(.label),
            target: try values.decodeIfPresent(.target),
            softLabels: try values.decode(.softLabels, default: []),
            id: try values.decodeIfPresent(.id), group: try values.decodeIfPresent(.group),
            classes: try values.decode(.classes, default: []),
            valShare: try values.decodeShare(.valShare, default: usual.valShare),
            seed: try values.decode(.seed, default: usual.seed),
            damagedShare: try values.decodeShare(.damagedShare, default: usual.damagedShare))
    }

    /// The byte of a separator, or nil where it is not one ASCII character that can part fields.
    static func separatorByte(_ text: String) -> UInt8? {
        guard text.utf8.count == 1, let byte = text.utf8.first, byte < 0x80,
            !Array("\"\r\n".utf8).contains(byte)
        else { return nil }
        return byte
    }
}

extension StrictContainer {
    /// One of a fixed set of names, or nil where the key is absent.
    fileprivate func decodeNameIfPresent<Name: RawRepresentable & CaseIterable>(
        _ key: Key
    ) throws -> Name? where Name.RawValue == String {
        guard try decodeIfPresent(key, as: String.self) != nil,
            let first = Name.allCases.first
        else { return nil }
        return try decodeName(key, default: first)
    }
}
