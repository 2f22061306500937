import Testing

@testable import Distillery

@Suite("Text tables")
struct TextTableTests {
    @Test("align each column on its side, without trailing spaces")
    func alignment() {
        var table = TextTable([.init("model"), .init("parameters", .right)])
        table.append(["resnet20", "0.3 M"])
        table.append(["cnn"])
        #expect(
            table.description == """
                model      parameters
                resnet20        0.3 M
                cnn

                """)
    }

    @Test("count a Chinese character as two columns")
    func wide() {
        var table = TextTable([.init(""), .init("")])
        table.append(["准确率", "|"])
        table.append(["top-1", "|"])
        #expect(table.description == "准确率   |\ntop-1    |\n")
    }

    @Test("are not broken by what stands in a cell")
    func controls() {
        var table = TextTable([.init("name")])
        table.append(["a\nb\u{1B}[31m", "beyond the columns"])
        #expect(table.description == "name\na b [31m\n")
    }

    // The widths are those of Python's wcwidth.
    @Test(
        "know how wide characters are",
        arguments: [
            ("abc", 3), ("é", 1), ("e\u{301}", 1), ("中文", 4), ("ｶﾅ", 2), ("한글", 4), ("🙂", 2),
            ("✓", 1), ("±", 1), ("，", 2),
        ])
    func widths(text: String, width: Int) { #expect(text.displayWidth == width) }
}
