import Testing

@testable import Distillery

@Suite("Numbers in Chinese characters")
struct NumeralTests {
    // From grammars of Chinese: noughts within are read once, those at the end not at all.
    @Test(
        "are written as people read them",
        arguments: [
            (0, "零"), (7, "七"), (10, "十"), (12, "十二"), (20, "二十"), (35, "三十五"), (100, "一百"),
            (101, "一百零一"), (110, "一百一十"), (111, "一百一十一"), (1000, "一千"), (1001, "一千零一"),
            (1010, "一千零一十"), (1100, "一千一百"), (2018, "二千零一十八"), (10_000, "一万"),
            (10_001, "一万零一"), (10_010, "一万零一十"), (10_100, "一万零一百"), (12_345, "一万二千三百四十五"),
            (20_020, "二万零二十"), (99_999, "九万九千九百九十九"),
        ])
    func written(_ number: Int, text: String) {
        #expect(ChineseNumeral.text(number) == text)
        #expect(ChineseNumeral.number(text) == number)
    }

    @Test("are read again as what they were, up to 99,999")
    func roundTrip() {
        let wrong = (0...99_999).first { number in
            ChineseNumeral.text(number).map { ChineseNumeral.number($0) != number } ?? true
        }
        #expect(wrong == nil)
        #expect(ChineseNumeral.text(100_000) == nil && ChineseNumeral.text(-1) == nil)
    }

    @Test("are read with 两 and 〇, and refused where they are no number")
    func others() {
        #expect(ChineseNumeral.number("两百") == 200)
        #expect(ChineseNumeral.number("一百〇五") == 105)
        for text in ["", "二七", "百", "十百", "一万万", "三三四", "十十", "九十九万"] {
            #expect(ChineseNumeral.number(text) == nil, "\(text)")
        }
    }

    @Test("are changed only where something is counted")
    func counted() throws {
        var random = RandomStream(1)
        let arabic = try Numerals(count: 9, forms: [.arabic]).makeEdit(TextResources())
        #expect(
            try arabic("三里屯五道口十二号楼三单元", &random) == "三里屯五道口12号楼3单元")
        #expect(try arabic("第一中学二七路１２号", &random) == "第一中学二七路12号")
        let chinese = try Numerals(count: 9, forms: [.chinese]).makeEdit(TextResources())
        #expect(
            try chinese("12-3号A5栋007室１2号105弄", &random) == "12-3号A5栋007室１2号一百零五弄")
        let full = try Numerals(count: 9, forms: [.fullWidth]).makeEdit(TextResources())
        #expect(try full("三号 A5", &random) == "３号 A５")
    }
}
