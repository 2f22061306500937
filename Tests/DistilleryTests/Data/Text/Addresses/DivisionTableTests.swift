import Testing

@testable import Distillery

@Suite("Tables of administrative divisions")
struct DivisionTableTests {
    @Test("a file with streets and one without are read, sorted, with unwritten levels left out")
    func files() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(
            """
            {"乙省": {"丙市": {"丁区": ["一街道", "二街道"]}}, "丙直市": {"市辖区": {"戊区": []}},
             "庚省": {"省直辖县级行政区划": {"辛市": ["壬镇"]}}}
            """, to: "pcas.json")
        let places = try DivisionTable(path: path).places
        #expect(places.map(\.district) == ["戊区", "丁区", "辛市"])
        #expect(places.map(\.city) == [nil, "丙市", nil])
        #expect(places[1].streets == ["一街道", "二街道"])
        let short = try folder.write("{\"乙省\": {\"丙市\": [\"丁区\"]}}", to: "pca.json")
        #expect(try DivisionTable(path: short).places.map(\.district) == ["丁区"])
    }

    @Test("what is no table is refused", arguments: ["", "[]", "{}", "{\"a\": 1}", "{\"a\": {}}"])
    func refused(_ text: String) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(text, to: "a.json")
        #expect(throws: TextDataError.self) { try DivisionTable(path: path) }
    }

    @Test("names are shortened as people do it")
    func shortened() {
        for (name, short) in [
            ("江苏省", "江苏"), ("内蒙古自治区", "内蒙古"), ("新疆维吾尔自治区", "新疆"), ("广西壮族自治区", "广西"),
            ("北京市", "北京"), ("浦东新区", "浦东"), ("海淀区", "海淀"), ("城区", "城区"), ("涪城区", "涪城"),
        ] {
            #expect(Division.shortened(name) == short)
        }
    }

    @Test("the built-in table has eight provinces, and streets in every district")
    func builtIn() {
        #expect(DivisionTable.builtIn.provinces.count == 8)
        #expect(DivisionTable.builtIn.places.allSatisfy { $0.streets.count >= 3 })
    }
}
