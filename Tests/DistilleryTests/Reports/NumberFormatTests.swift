import Testing

@testable import Distillery

@Suite("Number formats")
struct NumberFormatTests {
    @Test(
        "counts have three digits at most, and their unit",
        arguments: [
            (0, "0"), (999, "999"), (1000, "1.0 k"), (1_234_567, "1.2 M"),
            (41_300_000, "41.3 M"), (999_960, "1.0 M"), (272_300, "272 k"), (99_960, "100 k"),
            (1_820_000_000, "1.8 G"),
        ])
    func counts(value: Int, text: String) { #expect(NumberFormat.count(value) == text) }

    @Test(
        "sizes are decimal",
        arguments: [(512, "512 B"), (3_140_000, "3.1 MB"), (2_000_000_000, "2.0 GB")])
    func sizes(value: Int, text: String) { #expect(NumberFormat.bytes(value) == text) }

    @Test("shares are percentages, and differences points with a sign")
    func shares() {
        #expect(NumberFormat.percent(0.91534) == "91.53 %")
        #expect(NumberFormat.percent(.nan) == "– %")
        #expect(NumberFormat.points(0.0062) == "+0.62")
        #expect(NumberFormat.points(-0.0101) == "−1.01")
        #expect(NumberFormat.points(-0.000001) == "0.00")
    }

    @Test(
        "fractions say what part it is",
        arguments: [
            (1, 24, "1/24"), (1, 3.7, "1/3.7"), (1, 4.02, "1/4"), (3, 4, "75 %"),
            (5, 4, "125 %"), (1, 1300, "1/1,300"), (0, 5, "–"),
        ])
    func fractions(part: Double, whole: Double, text: String) {
        #expect(NumberFormat.fraction(part, of: whole) == text)
    }

    @Test("times take the unit that suits them")
    func times() {
        #expect(NumberFormat.milliseconds(0.842) == "0.84 ms")
        #expect(NumberFormat.milliseconds(12.41) == "12.4 ms")
        #expect(NumberFormat.milliseconds(1250) == "1.25 s")
        #expect(NumberFormat.duration(seconds: 42.2) == "42 s")
        #expect(NumberFormat.duration(seconds: 303) == "5 min 03 s")
        #expect(NumberFormat.duration(seconds: 7620) == "2 h 07 min")
        #expect(NumberFormat.rate(12_339.7) == "12,340")
        #expect(NumberFormat.rate(8.43) == "8.4")
        #expect(NumberFormat.multiple(5.24) == "5.2×")
        #expect(NumberFormat.multiple(23.9) == "24×")
    }

    @Test("whole numbers stand in groups of three")
    func groups() {
        #expect(NumberFormat.whole(1_234_567) == "1,234,567")
        #expect(NumberFormat.whole(-1000) == "−1,000")
        #expect(NumberFormat.whole(999) == "999")
    }
}
