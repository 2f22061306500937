extension DivisionTable {
    /// A small part of China, for trying things without a file: eight provinces and cities.
    public static let builtIn = DivisionTable(provinces: provinces(in: builtInLines))

    /// A district a line: what it lies in, and its streets and towns.
    private static let builtInLines = """
        上海市/市辖区/徐汇区 湖南路街道 天平路街道 枫林路街道 田林街道
        上海市/市辖区/静安区 江宁路街道 石门二路街道 曹家渡街道 大宁路街道
        上海市/市辖区/普陀区 曹杨新村街道 长风新村街道 甘泉路街道 真如镇街道
        上海市/市辖区/浦东新区 潍坊新村街道 陆家嘴街道 塘桥街道 花木街道
        北京市/市辖区/东城区 东华门街道 景山街道 安定门街道 东直门街道
        北京市/市辖区/朝阳区 三里屯街道 呼家楼街道 望京街道 双井街道
        北京市/市辖区/海淀区 中关村街道 万寿路街道 学院路街道 清河街道
        北京市/市辖区/丰台区 右安门街道 方庄街道 卢沟桥街道 东铁匠营街道
        江苏省/南京市/玄武区 梅园新村街道 新街口街道 玄武门街道 锁金村街道
        江苏省/南京市/鼓楼区 宁海路街道 华侨路街道 湖南路街道 中央门街道
        江苏省/南京市/江宁区 东山街道 秣陵街道 汤山街道 淳化街道
        江苏省/苏州市/姑苏区 平江街道 金阊街道 沧浪街道 双塔街道
        江苏省/苏州市/吴中区 长桥街道 郭巷街道 木渎镇 胥口镇
        浙江省/杭州市/上城区 清波街道 湖滨街道 小营街道 望江街道
        浙江省/杭州市/西湖区 北山街道 西溪街道 翠苑街道 古荡街道
        浙江省/杭州市/滨江区 西兴街道 长河街道 浦沿街道
        浙江省/宁波市/海曙区 南门街道 江厦街道 西门街道 月湖街道
        浙江省/宁波市/鄞州区 下应街道 钟公庙街道 白鹤街道 百丈街道
        广东省/广州市/天河区 五山街道 员村街道 石牌街道 天园街道
        广东省/广州市/越秀区 洪桥街道 北京街道 六榕街道 东山街道
        广东省/广州市/白云区 三元里街道 松洲街道 景泰街道 同德街道
        广东省/深圳市/南山区 南头街道 南山街道 沙河街道 粤海街道
        广东省/深圳市/宝安区 新安街道 西乡街道 福永街道 沙井街道
        四川省/成都市/锦江区 春熙路街道 牛市口街道 狮子山街道
        四川省/成都市/武侯区 浆洗街街道 望江路街道 玉林街道 火车南站街道
        四川省/成都市/青羊区 草市街街道 少城街道 金沙街道 文家街道
        四川省/绵阳市/涪城区 城厢街道 工区街道 青义镇
        四川省/绵阳市/游仙区 涪江街道 游仙街道 小枧镇
        湖北省/武汉市/江岸区 大智街道 一元街道 球场街道 永清街道
        湖北省/武汉市/武昌区 积玉桥街道 杨园街道 徐家棚街道 中南路街道
        湖北省/武汉市/洪山区 珞南街道 关山街道 狮子山街道 卓刀泉街道
        湖北省/宜昌市/西陵区 西陵街道 学院街道 云集街道
        湖北省/宜昌市/夷陵区 小溪塔街道 龙泉镇 鸦鹊岭镇
        陕西省/西安市/碑林区 南院门街道 柏树林街道 长乐坊街道 东关南街街道
        陕西省/西安市/雁塔区 小寨路街道 大雁塔街道 长延堡街道 电子城街道
        陕西省/西安市/未央区 未央宫街道 大明宫街道 张家堡街道 辛家庙街道
        陕西省/咸阳市/秦都区 人民路街道 西兰路街道 吴家堡街道 渭阳西路街道
        陕西省/咸阳市/渭城区 中山街街道 文汇路街道 新兴路街道
        """

    /// Provinces in the order of the lines; lines of one province and of one city follow one
    /// another.
    private static func provinces(in lines: String) -> [Province] {
        var provinces: [Province] = []
        for line in lines.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            let names = words[0].split(separator: "/").map(String.init)
            let district = District(name: names[2], streets: Array(words.dropFirst()))
            var cities: [City] = []
            if provinces.last?.name == names[0] { cities = provinces.removeLast().cities }
            var districts: [District] = []
            if cities.last?.name == names[1] { districts = cities.removeLast().districts }
            cities.append(City(name: names[1], districts: districts + [district]))
            provinces.append(Province(name: names[0], cities: cities))
        }
        return provinces
    }
}
