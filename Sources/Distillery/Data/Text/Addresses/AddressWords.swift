/// The words that addresses are made of.
///
/// Names that many towns have, put together by us. Many share a character with another, so that
/// a place is not told by a single character.
enum AddressWords {
    static let roadStems = words(
        """
        中山 中兴 解放 和平 新华 新兴 人民 建设 建国 文一 文二 文昌 学院 学林 长江 长安 黄河 黄山 环城 环湖
        青年 青云 湖滨 江南 江滨 延安 延河 朝阳 凤阳 凤凰 龙华 龙井 天山 天目 复兴 复康 滨河 滨海 民生 民主
        """)
    static let roadTypes = words("路 路 路 路 街 大道 巷")
    static let directions = words("东 西 南 北 中")

    static let estateStems = words(
        """
        翠湖 金湖 翠景 金景 锦城 锦江 阳光 星光 碧水 碧湖 龙泉 玉泉 万和 泰和 康乐 康泰 东方 东泰 丽景 丽江
        华庭 华府 天河 天成 明珠 明月 春江 春晖 云山 云锦 紫荆 紫云 江南 江滨 永安 永兴 海天 海棠 富春 富强
        长江 长安 湖滨 青云 凤凰 龙华 中兴 和平 新华 学林
        """)
    /// Types of estates, with other words for each; the first is the name.
    static let estateTypes = [
        ["花园", "花苑"], ["小区", "社区"], ["家园", "家苑"], ["大厦", "大楼"], ["公寓"], ["新村"],
        ["名苑", "名园"], ["广场"],
    ]
    static let shops = words(
        "便民超市 邮政所 药房 快递站 理发店 水果店 五金店 幼儿园 卫生站 洗衣店 面馆 书店 花店 打印店")
    static let buildingWords = words("号楼 栋 幢 座")
    static let gates = words("东门 西门 南门 北门 东南门 西北门")

    private static func words(_ text: String) -> [String] {
        text.split(whereSeparator: \.isWhitespace).map(String.init)
    }
}

extension RandomStream {
    /// A word that shares a character with another one but is not it, where the list has one.
    mutating func relative(of word: String, in list: [String]) -> String {
        let others = list.filter { $0 != word }
        let close = others.filter { !Set($0).isDisjoint(with: word) }
        return choice(close.isEmpty ? others : close)
    }
}
