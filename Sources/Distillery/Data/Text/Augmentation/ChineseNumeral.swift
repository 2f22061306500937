/// Whole numbers in Chinese characters, up to 99,999.
enum ChineseNumeral {
    static let limit = 99_999

    private static let digits = Array("零一二三四五六七八九")
    private static let units: [(character: Character, value: Int)] = [
        ("万", 10_000), ("千", 1000), ("百", 100), ("十", 10),
    ]

    /// 12 is 十二, 110 is 一百一十, 10,001 is 一万零一; nil beyond the limit.
    static func text(_ number: Int) -> String? {
        guard (0...limit).contains(number) else { return nil }
        guard number > 0 else { return "零" }
        var text = ""
        var rest = number
        var skipped = false
        for unit in units {
            let digit = rest / unit.value
            rest %= unit.value
            if digit > 0 {
                if skipped { text.append("零") }
                // Only at the beginning is ten without its one.
                if digit > 1 || unit.value > 10 || !text.isEmpty { text.append(digits[digit]) }
                text.append(unit.character)
                skipped = false
            } else {
                skipped = !text.isEmpty
            }
        }
        if rest > 0 {
            if skipped { text.append("零") }
            text.append(digits[rest])
        }
        return text
    }

    /// The number that characters stand for, nil where they stand for none up to the limit.
    static func number(_ text: some Collection<Character>) -> Int? {
        guard text.count <= 12, let first = text.first else { return nil }
        var total = 0
        var digit: Int? = digit(first) == nil && first == "十" ? 1 : nil
        var smallest = Int.max
        for character in text {
            if let value = self.digit(character) {
                // Two digits in a row are a year or a name; only a nought may stand between.
                if let before = digit, before != 0 { return nil }
                digit = value
            } else if let unit = units.first(where: { $0.character == character }) {
                guard let count = digit, count > 0, unit.value < smallest else { return nil }
                total += count * unit.value
                smallest = unit.value
                digit = nil
            } else {
                return nil
            }
        }
        total += digit ?? 0
        return total <= limit ? total : nil
    }

    /// Whether a character is part of a number.
    static func isPart(_ character: Character) -> Bool {
        digit(character) != nil || units.contains { $0.character == character }
    }

    private static func digit(_ character: Character) -> Int? {
        switch character {
        case "〇": 0
        case "两": 2
        default: digits.firstIndex(of: character)
        }
    }
}
