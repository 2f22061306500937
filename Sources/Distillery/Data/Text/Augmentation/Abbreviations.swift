/// Names shortened and written out: 北京大学 to 北大 and back.
public struct Abbreviations: TextStep {
    public static let kind = "abbreviations"

    /// Which way names are changed.
    public enum Direction: String, Sendable, Codable, CaseIterable {
        case both, shorten, expand
    }

    public var probability: Double
    /// The most names that are changed in a text.
    public var count: Int
    public var direction: Direction
    /// A table of the user's in place of the built-in one: the short name and then the long
    /// ones, a line each.
    public var file: String?
    public var keepsLabel: Bool

    public init(
        probability: Double = 0.5, count: Int = 1, direction: Direction = .both,
        file: String? = nil, keepsLabel: Bool = true
    ) {
        self.probability = probability
        self.count = count
        self.direction = direction
        self.file = file
        self.keepsLabel = keepsLabel
    }

    public func makeEdit(_ resources: TextResources) throws(TextDataError) -> TextEdit {
        let groups = if let file { try PhraseFile.groups(file) } else { Self.builtIn }
        var entries: [(phrase: String, others: [String])] = []
        for group in groups {
            guard let short = group.first else { continue }
            let long = Array(group.dropFirst())
            // The other direction's phrases stay in the table, so that no part of them is found.
            entries.append((short, direction == .shorten ? [] : long))
            entries += long.map { ($0, direction == .expand ? [] : [short]) }
        }
        let table = PhraseTable(directed: entries)
        return { [count] text, random in table.replacing(count, in: text, &random) }
    }

    /// Short and long names; those alone are left as they are, as 北大街 has nothing to do with
    /// 北大.
    static let builtIn: [[String]] =
        [
            ["北大", "北京大学"], ["浙大", "浙江大学"], ["复旦", "复旦大学"],
            ["武大", "武汉大学"], ["南大", "南京大学"], ["川大", "四川大学"], ["交大", "交通大学"],
            ["师大", "师范大学"], ["理工", "理工大学"], ["农大", "农业大学"], ["财大", "财经大学"],
            ["一中", "第一中学"], ["二中", "第二中学"], ["三中", "第三中学"], ["一小", "第一小学"],
            ["实小", "实验小学"], ["附中", "附属中学"], ["附小", "附属小学"],
            ["一院", "第一医院"], ["人民医院", "第一人民医院"], ["中医院", "中医医院"],
            ["妇幼", "妇幼保健院"], ["建行", "建设银行", "中国建设银行"],
            ["工行", "工商银行", "中国工商银行"], ["农行", "农业银行", "中国农业银行"],
            ["中行", "中国银行"], ["招行", "招商银行"], ["邮储", "邮政储蓄银行", "中国邮政储蓄银行"],
            ["公司", "有限公司"], ["开发区", "经济开发区", "经济技术开发区"],
            ["高新区", "高新技术产业开发区"], ["火车站", "铁路客运站"], ["地铁站", "轨道交通站"],
            ["居委会", "居民委员会"], ["村委会", "村民委员会"], ["派出所", "公安派出所"],
            ["分公司"], ["子公司"], ["总公司"], ["集团公司"], ["一中路"], ["中行路"],
        ]
        // 北大街, 湖北大学, 海南大酒店: a word of its own begins with 大.
        + ["北大", "武大", "南大", "川大"].flatMap { short in
            "学道酒厦厂街门桥院楼市堤厅湖路地观型洋".map { [short + String($0)] }
        }
}

extension Abbreviations {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case kind, probability, count, direction, file, keepsLabel = "keeps-label"
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        let usual = Abbreviations()
        self.init(
            probability: try values.decodeShare(.probability, default: usual.probability),
            count: try values.decodeCount(.count, default: usual.count),
            direction: try values.decodeName(.direction, default: usual.direction),
            file: try values.decodeIfPresent(.file),
            keepsLabel: try values.decode(.keepsLabel, default: usual.keepsLabel))
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(Self.kind, forKey: .kind)
        try values.encode(probability, forKey: .probability)
        try values.encode(count, forKey: .count)
        try values.encode(direction, forKey: .direction)
        try values.encodeIfPresent(file, forKey: .file)
        try values.encode(keepsLabel, forKey: .keepsLabel)
    }
}
