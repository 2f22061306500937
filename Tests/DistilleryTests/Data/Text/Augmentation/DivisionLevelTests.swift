import Testing

@testable import Distillery

@Suite("Province, city and district of an address")
struct DivisionLevelTests {
    private let index = DivisionIndex(.builtIn)

    @Test("are found in full and short names, and what is above them follows")
    func found() throws {
        let full = try #require(index.match("江苏省南京市玄武区中山路1号"))
        #expect(full.written == ["江苏省", "南京市", "玄武区"])
        #expect(full.rest == "中山路1号")
        let short = try #require(index.match("浙江杭州西湖区文一路"))
        #expect(short.written == ["浙江", "杭州", "西湖区"])
        #expect(short.known == ["浙江省", "杭州市", "西湖区"])
        let district = try #require(index.match("海淀区学院路"))
        #expect(district.written == [nil, nil, "海淀区"])
        #expect(district.known == ["北京市", nil, "海淀区"])
    }

    @Test("are not found in names of roads and estates")
    func notFound() {
        #expect(index.match("南京东路12号") == nil)
        #expect(index.match("南山大厦") == nil)
        #expect(index.match("西湖花园") == nil)
        #expect(index.match("") == nil)
    }

    @Test("are dropped, added and shortened, and the rest stays")
    func changed() throws {
        let edit = try DivisionLevels().makeEdit(TextResources())
        var random = RandomStream(3)
        var seen: Set<String> = []
        for _ in 0..<300 { seen.insert(try edit("杭州市西湖区文一西路12号", &random)) }
        #expect(seen.allSatisfy { $0.hasSuffix("文一西路12号") })
        for text in [
            "西湖区文一西路12号", "浙江省杭州市西湖区文一西路12号", "浙江杭州西湖文一西路12号",
            "文一西路12号",
        ] { #expect(seen.contains(text), "\(text)") }
        let onlyAdd = try DivisionLevels(changes: [.add]).makeEdit(TextResources())
        for _ in 0..<50 {
            let text = try onlyAdd("西湖区文一西路12号", &random)
            #expect(text.hasSuffix("西湖区文一西路12号"))
        }
    }

    @Test("nothing is put before a district that several cities have")
    func ambiguous() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(
            """
            {"甲省": {"乙市": {"朝阳区": ["一街道"]}}, "丙省": {"丁市": {"朝阳区": ["二街道"]}}}
            """, to: "table.json")
        let edit = try DivisionLevels(changes: [.add], file: path).makeEdit(TextResources())
        var random = RandomStream(3)
        for _ in 0..<20 {
            #expect(try edit("朝阳区人民路12号大院", &random) == "朝阳区人民路12号大院")
        }
    }
}
