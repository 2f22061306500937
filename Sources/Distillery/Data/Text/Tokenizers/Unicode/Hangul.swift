/// The arithmetic of Korean syllables (The Unicode Standard, 3.12).
enum Hangul {
    static let first: UInt32 = 0xAC00
    static let last: UInt32 = 0xD7A3
    private static let leading: UInt32 = 0x1100
    private static let vowel: UInt32 = 0x1161
    private static let trailing: UInt32 = 0x11A7
    private static let vowelCount: UInt32 = 21
    private static let trailingCount: UInt32 = 28

    /// Appends the two or three letters of a syllable.
    static func decompose(_ syllable: UInt32, into result: inout [UInt32]) {
        let index = syllable - first
        result.append(leading + index / (vowelCount * trailingCount))
        result.append(vowel + index % (vowelCount * trailingCount) / trailingCount)
        if index % trailingCount != 0 { result.append(trailing + index % trailingCount) }
    }

    /// The syllable of two letters, or of a syllable without a final and its final.
    static func compose(_ left: UInt32, _ right: UInt32) -> UInt32? {
        if (leading..<leading + 19).contains(left), (vowel..<vowel + vowelCount).contains(right) {
            return first + ((left - leading) * vowelCount + right - vowel) * trailingCount
        }
        if (first...last).contains(left), (left - first).isMultiple(of: trailingCount),
            (trailing + 1..<trailing + trailingCount).contains(right)
        {
            return left + right - trailing
        }
        return nil
    }
}
