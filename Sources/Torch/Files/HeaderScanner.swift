/// Reads the JSON of a safetensors header, token by token.
///
/// The header has one fixed depth, so there is no recursion to bound and no tree to build; and
/// unlike a general parser it keeps the order of the keys and sees one that comes twice.
struct HeaderScanner {
    /// Why the text is not the JSON that was expected, and at which byte of it.
    struct Failure: Error {
        let offset: Int
        let reason: String
    }

    private let text: UnsafeRawBufferPointer
    private(set) var position = 0

    init(_ text: UnsafeRawBufferPointer) {
        self.text = text
    }

    func failure(_ reason: String) -> Failure { Failure(offset: position, reason: reason) }

    /// Takes `character`, after white space.
    mutating func expect(_ character: Unicode.Scalar) throws(Failure) {
        if !take(character) { throw failure("'\(character)' is missing") }
    }

    /// Takes `character`, after white space, if it comes next.
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        skipSpace()
        guard position < text.count, text[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    /// Makes sure that nothing but white space is left.
    mutating func expectEnd() throws(Failure) {
        skipSpace()
        if position < text.count { throw failure("the object is over, but text follows") }
    }

    /// Takes a whole number that is not negative.
    mutating func number() throws(Failure) -> Int {
        skipSpace()
        let start = position
        var value = 0
        while position < text.count, case let digit = text[position] &- 0x30, digit < 10 {
            let (tens, isTooLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, isTooLargeNow) = tens.addingReportingOverflow(Int(digit))
            if isTooLarge || isTooLargeNow { throw failure("a number is too large") }
            value = sum
            position += 1
        }
        // What goes on with a point or an exponent fails at the comma that should be there.
        if position == start { throw failure("a whole number of 0 or more is expected") }
        if position - start > 1 && text[start] == UInt8(ascii: "0") {
            throw failure("a number begins with 0")
        }
        return value
    }

    /// Takes a list of whole numbers, at most `limit` of them.
    mutating func numbers(limit: Int) throws(Failure) -> [Int] {
        try expect("[")
        var values: [Int] = []
        if take("]") { return values }
        repeat {
            if values.count == limit { throw failure("a list has more than \(limit) numbers") }
            values.append(try number())
        } while take(",")
        try expect("]")
        return values
    }

    /// Takes a string.
    mutating func string() throws(Failure) -> String {
        try expect("\"")
        let start = position
        while position < text.count {
            switch text[position] {
            case UInt8(ascii: "\""):
                defer { position += 1 }
                return try utf8(text[start..<position])
            case UInt8(ascii: "\\"):
                return try escapedString(beginning: Array(text[start..<position]))
            case 0..<0x20:
                throw failure("a control character stands in a string")
            default:
                position += 1
            }
        }
        throw failure("a string does not end")
    }

    /// Takes the rest of a string from its first backslash on.
    private mutating func escapedString(beginning: [UInt8]) throws(Failure) -> String {
        var bytes = beginning
        while position < text.count {
            let byte = text[position]
            if byte < 0x20 { throw failure("a control character stands in a string") }
            position += 1
            if byte == UInt8(ascii: "\"") { return try utf8(bytes) }
            if byte != UInt8(ascii: "\\") {
                bytes.append(byte)
            } else {
                bytes.append(contentsOf: String(try escape()).utf8)
            }
        }
        throw failure("a string does not end")
    }

    /// Takes what follows a backslash.
    private mutating func escape() throws(Failure) -> Unicode.Scalar {
        guard position < text.count else { throw failure("a string does not end") }
        defer { position += 1 }
        switch text[position] {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicodeEscape()
        default: throw failure("a string has an unknown escape")
        }
    }

    /// Takes the hexadecimal digits of `\uXXXX`, or of two of them that make one scalar; stops at
    /// the last digit.
    private mutating func unicodeEscape() throws(Failure) -> Unicode.Scalar {
        let first = try hexadecimal()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, position + 2 < text.count,
            text[position + 1] == UInt8(ascii: "\\"), text[position + 2] == UInt8(ascii: "u")
        else { throw failure("half of a surrogate pair stands alone") }
        position += 2
        let second = try hexadecimal()
        guard (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw failure("half of a surrogate pair stands alone") }
        return scalar
    }

    /// Reads the four digits after the current byte and stops at the last one.
    private mutating func hexadecimal() throws(Failure) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            position += 1
            guard position < text.count,
                let digit = Character(Unicode.Scalar(text[position])).hexDigitValue
            else { throw failure("an escape lacks its four hexadecimal digits") }
            value = value << 4 | UInt32(digit)
        }
        return value
    }

    private func utf8(_ bytes: some Sequence<UInt8>) throws(Failure) -> String {
        guard let string = String(validating: bytes, as: UTF8.self) else {
            throw failure("a string is not UTF-8")
        }
        return string
    }

    private mutating func skipSpace() {
        while position < text.count {
            switch text[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }
}
