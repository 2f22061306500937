/// Characters that are mistaken for one another in typed and read Chinese text.
///
/// Two causes of mistakes, gathered by us: characters of one sound (pinyin without its tone),
/// between which an input method lets one choose wrongly, and characters that differ in a
/// stroke or a radical, which recognition of pictures confuses. Only characters that are
/// common in addresses and names are here.
enum LookAlikes {
    static let groups: [[String]] = (sameSound + sameLook).map { $0.map(String.init) }

    private static let sameSound = [
        "园苑圆源元", "花华桦", "庭廷亭婷", "嘉佳家加", "兴新欣鑫馨", "宏洪红鸿弘虹", "盛胜圣", "祥翔",
        "福富府", "龙隆", "汇惠慧", "城成诚程", "和河荷合", "丽利", "宝保堡", "明名铭", "泰太",
        "阳杨洋扬", "金今锦", "青清", "湾弯", "岗冈", "浦埔铺蒲", "漕曹槽", "坪平", "桥侨", "滨宾",
        "坊方芳", "景井", "建健", "康慷", "学雪", "中钟", "文闻", "育玉裕御誉", "安庵",
        "静靖", "港岗", "塘堂糖", "村邨", "博波", "凯恺", "龄岭", "枫丰风", "晨辰",
    ]

    private static let sameLook = [
        "己已巳", "浙淅", "绿录", "未末", "土士", "日曰", "干千于", "人入", "大太", "木术本", "戊戌戍", "环坏", "锦绵",
        "苑宛", "湖糊", "江汪", "栋拣", "幢撞", "巷港", "弄异", "侨桥", "淮准", "渭谓", "崂唠", "圳圩",
        "昌晶", "沙抄", "徐途", "浜洪", "埔捕", "菀苑", "陵凌", "谭潭", "洛络", "泾径",
    ]
}
