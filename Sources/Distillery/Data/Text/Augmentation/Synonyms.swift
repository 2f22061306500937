/// Phrases replaced by others that mean the same: 号楼 by 栋, 小区 by 社区.
public struct Synonyms: PhraseEdit {
    public static let kind = "synonyms"
    static let usual = Synonyms()

    public var probability: Double
    /// The most phrases that are replaced in a text.
    public var count: Int
    /// A table of the user's in place of the built-in one: a group of phrases a line.
    public var file: String?
    public var keepsLabel: Bool

    public init(
        probability: Double = 0.5, count: Int = 2, file: String? = nil, keepsLabel: Bool = true
    ) {
        self.probability = probability
        self.count = count
        self.file = file
        self.keepsLabel = keepsLabel
    }

    public func makeEdit(_ resources: TextResources) throws(TextDataError) -> TextEdit {
        let table = try table(orElse: Self.builtIn)
        return { [count] text, random in table.replacing(count, in: text, &random) }
    }

    /// Words of Chinese addresses that stand for one another, as their writers use them.
    ///
    /// Single words are left as they are: 路 is not replaced in 路口.
    static let builtIn: [[String]] = [
        ["大街", "路"], ["号楼", "栋", "幢"], ["小区", "社区"], ["花园", "花苑"], ["新村", "新邨"],
        ["家园", "家苑"], ["大厦", "大楼"], ["交叉口", "路口", "交汇处"], ["对面", "对过"],
        ["附近", "旁边", "旁"], ["东门", "东大门"], ["西门", "西大门"], ["南门", "南大门"],
        ["北门", "北大门"], ["商店", "店铺"], ["饭店", "餐馆"], ["工业园", "工业园区", "工业区"],
        ["科技园", "科技园区"], ["办事处", "街道办"], ["菜场", "菜市场", "农贸市场"],
        ["公路"], ["铁路"], ["马路"], ["路段"], ["步行街"], ["栋梁"], ["大街道"], ["路街道"],
    ]
}
