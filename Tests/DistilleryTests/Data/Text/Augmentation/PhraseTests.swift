import Testing

@testable import Distillery

@Suite("Phrases of a text")
struct PhraseTests {
    private func replaced(_ table: PhraseTable, _ text: String) -> String {
        var random = RandomStream(1)
        return table.replacing(10, in: text, &random)
    }

    @Test("the longest phrase is found, and one that stands alone hides those within it")
    func longest() {
        let table = PhraseTable(groups: [["路", "大街"], ["路口"], ["号楼", "栋"]])
        #expect(replaced(table, "文一路5号楼") == "文一大街5栋")
        #expect(replaced(table, "文一路口5栋") == "文一路口5号楼")
    }

    @Test("a phrase of letters is found as a whole word alone")
    func words() {
        let table = PhraseTable(groups: [["big", "large"], ["road", "rd"]])
        #expect(replaced(table, "a big road, bigger broad") == "a large rd, bigger broad")
    }

    @Test("a name is shortened and written out, and 北大 of 湖北大学 is left alone")
    func abbreviations() throws {
        var random = RandomStream(1)
        let shorten = try Abbreviations(direction: .shorten).makeEdit(TextResources())
        let expand = try Abbreviations(direction: .expand).makeEdit(TextResources())
        #expect(try shorten("北京大学东门", &random) == "北大东门")
        #expect(try expand("北大东门", &random) == "北京大学东门")
        #expect(try expand("北京大学", &random) == "北京大学")
        #expect(try expand("湖北大学北大街", &random) == "湖北大学北大街")
        #expect(try expand("华美有限公司南京分公司", &random) == "华美有限公司南京分公司")
    }

    @Test("the built-in tables have no phrase that stands for itself")
    func builtIn() {
        for group in Synonyms.builtIn + Abbreviations.builtIn + LookAlikes.groups {
            #expect(Set(group).count == group.count && !group.contains(""), "\(group)")
        }
    }

    @Test("a user's table is read in UTF-8 and GB18030, with remarks and blanks")
    func userTable() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("# remark\n弄堂, 里弄\t弄\n\nroad,rd # short\n", to: "a.txt")
        #expect(try PhraseFile.groups(path) == [["弄堂", "里弄", "弄"], ["road", "rd"]])
        // 弄堂,里弄 in GB18030, as Python writes it.
        let bytes: [UInt8] = [0xC5, 0xAA, 0xCC, 0xC3, 0x2C, 0xC0, 0xEF, 0xC5, 0xAA, 0x0A]
        let chinese = try folder.write(bytes: bytes, to: "b.txt")
        #expect(try PhraseFile.groups(chinese) == [["弄堂", "里弄"]])
        let empty = try folder.write("alone\n", to: "c.txt")
        #expect(throws: TextDataError.self) { try PhraseFile.groups(empty) }
        #expect(throws: TextDataError.self) {
            try TextAugmenter(TextAugmentation(steps: [Synonyms(file: "\(folder.path)/none")]))
        }
    }
}
