/// A number in a text.
struct WrittenNumber: Equatable {
    let range: Range<Int>
    let form: Numerals.Form
    /// Its digits; a number in Chinese characters has the digits of its value.
    let digits: String
    /// Whether a word that is counted follows, and no letter stands before.
    let isCounted: Bool

    private static let countedWords = [
        "号", "栋", "幢", "座", "楼", "层", "单元", "室", "期", "弄", "巷", "组", "门", "排", "段", "环",
    ]

    /// The number in a form, nil where it cannot be written so.
    func written(_ form: Numerals.Form) -> String? {
        switch form {
        case .arabic: return digits
        case .fullWidth: return String(digits.map { Character.fullWidth($0) ?? $0 })
        case .chinese:
            // A number with leading noughts is a name of digits, not a count.
            let isPlain = digits == "0" || !digits.hasPrefix("0")
            guard isCounted, isPlain, digits.count <= 5 else { return nil }
            return Int(digits).flatMap(ChineseNumeral.text)
        }
    }

    /// All numbers from the left; those in Chinese characters must be counted.
    static func all(in text: [Character]) -> [WrittenNumber] {
        var found: [WrittenNumber] = []
        var start = 0
        while start < text.count {
            guard let form = form(of: text[start]) else {
                start += 1
                continue
            }
            let end =
                text[start...].firstIndex { Self.form(of: $0) != form } ?? text.count
            let run = text[start..<end]
            let isCounted = isCounted(start..<end, in: text)
            switch form {
            case .arabic:
                found.append(
                    .init(range: start..<end, form: form, digits: String(run), isCounted: isCounted)
                )
            case .fullWidth:
                let digits = String(run.compactMap(Character.halfWidth))
                found.append(
                    .init(range: start..<end, form: form, digits: digits, isCounted: isCounted))
            case .chinese:
                if isCounted, let number = ChineseNumeral.number(run) {
                    found.append(
                        .init(
                            range: start..<end, form: form, digits: String(number), isCounted: true)
                    )
                }
            }
            start = end
        }
        return found
    }

    private static func form(of character: Character) -> Numerals.Form? {
        if character.isASCII, character.isNumber { return .arabic }
        if Character.halfWidth(character) != nil { return .fullWidth }
        return ChineseNumeral.isPart(character) ? .chinese : nil
    }

    private static func isCounted(_ range: Range<Int>, in text: [Character]) -> Bool {
        if range.lowerBound > 0 {
            let before = text[range.lowerBound - 1]
            let isPartOfName =
                before.isASCII && (before.isLetter || "-.#".contains(before))
                || form(of: before) != nil || before == "第"
            if isPartOfName { return false }
        }
        return countedWords.contains { text[range.upperBound...].starts(with: $0) }
    }
}

extension Character {
    /// The full-width form of an ASCII digit.
    static func fullWidth(_ digit: Character) -> Character? {
        guard let value = digit.wholeNumberValue, digit.isASCII else { return nil }
        return Unicode.Scalar(UInt32(0xFF10 + value)).map(Character.init)
    }

    /// The ASCII form of a full-width digit.
    static func halfWidth(_ digit: Character) -> Character? {
        guard let value = digit.unicodeScalars.first?.value, (0xFF10...0xFF19).contains(value)
        else { return nil }
        return Unicode.Scalar(value - 0xFF10 + 0x30).map(Character.init)
    }
}
