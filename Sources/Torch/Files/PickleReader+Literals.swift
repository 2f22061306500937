/// Numbers and text, as each operation spells them.
extension PickleReader {
    /// The value that `opcode` spells out, or nil for operations that do something else.
    func literal(_ opcode: PickleOpcode) throws(PickleError) -> PickleValue? {
        switch opcode {
        case .none: return PickleValue.none
        case .yes: return .bool(true)
        case .no: return .bool(false)
        case .integer8: return .integer(Int(try take(UInt8.self)))
        case .integer16: return .integer(Int(try take(UInt16.self)))
        case .integer32: return .integer(Int(try take(Int32.self)))
        case .integer, .long: return try textInteger()
        case .long8: return Self.long(try run(UInt8.self))
        case .long32: return Self.long(try run(UInt32.self))
        case .float: return try textFloat()
        case .float64: return .double(Double(bitPattern: UInt64(bigEndian: try take(UInt64.self))))

        case .string: return try quotedText()
        case .string8: return Self.byteText(try run(UInt8.self))
        case .string32: return Self.byteText(try run(UInt32.self))
        case .unicode: return .string(try escapedText())
        case .unicode8: return .string(try utf8(run(UInt8.self)))
        case .unicode32: return .string(try utf8(run(UInt32.self)))
        case .unicode64: return .string(try utf8(run(UInt64.self)))
        case .bytes8: return .bytes(Array(try run(UInt8.self)))
        case .bytes32: return .bytes(Array(try run(UInt32.self)))
        case .bytes64, .byteArray64: return .bytes(Array(try run(UInt64.self)))
        default: return nil
        }
    }

    /// The next little-endian integer.
    func take<Integer: FixedWidthInteger>(
        _ type: Integer.Type
    ) throws(PickleError) -> Integer {
        guard let value = reader.integer(type) else { throw ended() }
        return value
    }

    /// The next line, which names a module, a class or a place in the memo.
    func textLine() throws(PickleError) -> String {
        guard let line = reader.line() else { throw ended() }
        return try utf8(line)
    }

    /// The next line as a place in the memo.
    func textIndex() throws(PickleError) -> Int {
        guard let index = Int(try textLine()), index >= 0 else {
            throw malformed("a place in the memo is no number")
        }
        return index
    }

    /// As many bytes as the next integer says.
    private func run<Integer: FixedWidthInteger & UnsignedInteger>(
        _ type: Integer.Type
    ) throws(PickleError) -> UnsafeRawBufferPointer {
        guard let count = reader.count(type), let bytes = reader.take(count) else { throw ended() }
        return bytes
    }

    private func utf8(_ bytes: UnsafeRawBufferPointer) throws(PickleError) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw malformed("a text is not UTF-8")
        }
        return text
    }

    /// Python 2 had one type for text and bytes: text where it can be, else bytes.
    private static func byteText(_ bytes: some Collection<UInt8>) -> PickleValue {
        String(validating: bytes, as: UTF8.self).map(PickleValue.string) ?? .bytes(Array(bytes))
    }

    /// An integer from two's complement, least byte first.
    private static func long(_ bytes: UnsafeRawBufferPointer) -> PickleValue {
        if bytes.count > 8 { return .largeInteger(Array(bytes)) }
        let isNegative = (bytes.last ?? 0) >= 0x80
        let pattern = bytes.reversed().reduce(isNegative ? UInt64.max : 0) { $0 << 8 | UInt64($1) }
        return .integer(Int(Int64(bitPattern: pattern)))
    }

    /// The next line as an integer; "00" and "01" are how protocol 1 spells truth.
    private func textInteger() throws(PickleError) -> PickleValue {
        let line = try textLine()
        if line == "00" || line == "01" { return .bool(line == "01") }
        guard let value = Int(line.hasSuffix("L") ? String(line.dropLast()) : line) else {
            throw malformed("a number is no integer of 64 bits")
        }
        return .integer(value)
    }

    private func textFloat() throws(PickleError) -> PickleValue {
        guard let value = Double(try textLine()) else { throw malformed("a number is none") }
        return .double(value)
    }

    /// The next line as Python 2 writes a string: in quotes, with backslashes.
    private func quotedText() throws(PickleError) -> PickleValue {
        guard let line = reader.line() else { throw ended() }
        guard line.count >= 2, let quote = line.first, quote == line.last,
            quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"")
        else { throw malformed("a string has no quotes") }

        var bytes: [UInt8] = []
        var rest = line.dropFirst().dropLast()
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\") else {
                bytes.append(byte)
                continue
            }
            switch rest.popFirst() {
            case UInt8(ascii: "n"): bytes.append(UInt8(ascii: "\n"))
            case UInt8(ascii: "r"): bytes.append(UInt8(ascii: "\r"))
            case UInt8(ascii: "t"): bytes.append(UInt8(ascii: "\t"))
            case UInt8(ascii: "x"):
                let value = try hexadecimal(&rest, digits: 2)
                bytes.append(UInt8(truncatingIfNeeded: value))
            case let escaped? where #"\'""#.utf8.contains(escaped): bytes.append(escaped)
            default: throw malformed("a string has an unknown escape")
            }
        }
        return Self.byteText(bytes)
    }

    /// The next line as Latin-1 text with `\uXXXX` and `\UXXXXXXXX`.
    private func escapedText() throws(PickleError) -> String {
        guard let line = reader.line() else { throw ended() }
        var text = String.UnicodeScalarView()
        var rest = line[...]
        while let byte = rest.popFirst() {
            let next = rest.first
            guard byte == UInt8(ascii: "\\"),
                next == UInt8(ascii: "u") || next == UInt8(ascii: "U")
            else {
                text.append(Unicode.Scalar(byte))
                continue
            }
            rest.removeFirst()
            let value = try hexadecimal(&rest, digits: next == UInt8(ascii: "u") ? 4 : 8)
            guard let scalar = Unicode.Scalar(value) else {
                throw malformed("a text has half a surrogate pair")
            }
            text.append(scalar)
        }
        return String(text)
    }

    private func hexadecimal(
        _ rest: inout Slice<UnsafeRawBufferPointer>, digits: Int
    ) throws(PickleError) -> UInt32 {
        let text = String(decoding: rest.prefix(digits), as: UTF8.self)
        guard text.utf8.count == digits, !text.hasPrefix("+"), let value = UInt32(text, radix: 16)
        else { throw malformed("an escape lacks its hexadecimal digits") }
        rest = rest.dropFirst(digits)
        return value
    }
}
