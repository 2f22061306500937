/// Numbers of JSON as the `tokenizers` library reads them.
///
/// Its reader takes the digits as a whole number and scales that by a power of ten, which can miss the
/// nearest floating-point number by one step. Scores that add up equally in one way and not in the other
/// decide between tokens, so the step is taken too.
enum JSONDigits {
    private static let powers: [Double] = (0...308).map { Double("1e\($0)") ?? .infinity }

    /// The number that `text` spells; `nil` where it spells none, or one that is not finite.
    static func value(of text: ArraySlice<UInt8>) -> Double? {
        var rest = text
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative { rest.removeFirst() }
        var significand: UInt64 = 0
        var exponent = 0
        let whole = takeDigits(&rest)
        guard let first = whole.first, first != 0x30 || whole.count == 1 else { return nil }
        for digit in whole where !add(digit, to: &significand) { exponent += 1 }
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            let fraction = takeDigits(&rest)
            guard !fraction.isEmpty else { return nil }
            for digit in fraction {
                guard add(digit, to: &significand) else { break }
                exponent -= 1
            }
        }
        if let mark = rest.first, mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") {
            rest.removeFirst()
            guard let power = Int(String(decoding: rest, as: UTF8.self)), abs(power) < 100_000
            else {
                return nil
            }
            exponent += power
            rest = []
        }
        guard rest.isEmpty, let value = scale(Double(significand), by: exponent) else { return nil }
        return isNegative ? -value : value
    }

    private static func scale(_ value: Double, by exponent: Int) -> Double? {
        var value = value
        var exponent = exponent
        while exponent < -308, value != 0 {
            value /= powers[308]
            exponent += 308
        }
        guard value != 0 else { return 0 }
        guard exponent <= 308 else { return nil }
        value = exponent >= 0 ? value * powers[exponent] : value / powers[-exponent]
        return value.isFinite ? value : nil
    }

    private static func takeDigits(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let digits = rest.prefix { (0x30...0x39).contains($0) }
        rest = rest[digits.endIndex...]
        return digits
    }

    /// Appends a digit; `false`, with nothing done, where that is more than 64 bits hold.
    private static func add(_ digit: UInt8, to significand: inout UInt64) -> Bool {
        let (product, isOver) = significand.multipliedReportingOverflow(by: 10)
        let (sum, isOverAgain) = product.addingReportingOverflow(UInt64(digit - 0x30))
        guard !isOver, !isOverAgain else { return false }
        significand = sum
        return true
    }
}
