/// Reads JSON (RFC 8259) that nobody vouches for: bounded depth, no crash, errors with their place.
struct JSONReader {
    private static let depthLimit = 64

    private let bytes: [UInt8]
    private let file: String
    private var position = 0
    private var depth = 0

    /// Reads the whole of `bytes`; `file` names them in errors.
    static func read(_ bytes: [UInt8], file: String) throws(TokenizerError) -> JSONValue {
        var reader = JSONReader(bytes: bytes, file: file)
        // A byte-order mark is no JSON, but some editors write one.
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reader.position = 3 }
        let value = try reader.value()
        reader.skipSpace()
        guard reader.position == bytes.count else { throw reader.unexpected("the end of the file") }
        return value
    }

    private init(bytes: [UInt8], file: String) {
        self.bytes = bytes
        self.file = file
    }

    private mutating func value() throws(TokenizerError) -> JSONValue {
        skipSpace()
        switch peek() {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func object() throws(TokenizerError) -> JSONValue {
        try enter()
        var members: [JSONValue.Member] = []
        skipSpace()
        if take("}") { return leave(.object(members)) }
        repeat {
            skipSpace()
            guard peek() == UInt8(ascii: "\"") else { throw unexpected("a key in quotation marks") }
            let key = try string()
            skipSpace()
            guard take(":") else { throw unexpected("a colon behind a key") }
            members.append(JSONValue.Member(key: key, value: try value()))
            skipSpace()
        } while take(",")
        guard take("}") else { throw unexpected("a comma or the end of an object") }
        return leave(.object(members))
    }

    private mutating func array() throws(TokenizerError) -> JSONValue {
        try enter()
        var values: [JSONValue] = []
        skipSpace()
        if take("]") { return leave(.array(values)) }
        repeat {
            values.append(try value())
            skipSpace()
        } while take(",")
        guard take("]") else { throw unexpected("a comma or the end of a list") }
        return leave(.array(values))
    }

    private mutating func number() throws(TokenizerError) -> JSONValue {
        let start = position
        while let byte = peek(), "+-.eE0123456789".utf8.contains(byte) { position += 1 }
        guard let value = JSONDigits.value(of: bytes[start..<position]) else {
            position = start
            throw unexpected("a value")
        }
        return .number(value)
    }

    private mutating func string() throws(TokenizerError) -> String {
        position += 1
        let start = position
        while let byte = peek(), byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 32
        {
            position += 1
        }
        if take("\"") { return try text(bytes[start..<position - 1]) }
        var content = Array(bytes[start..<position])
        while let byte = peek() {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return try text(content[...])
            case UInt8(ascii: "\\"): content.append(contentsOf: try escape())
            case 0..<32: throw unexpected("no control character in a text")
            default: content.append(byte)
            }
        }
        throw unexpected("the end of a text")
    }

    private func text(_ content: ArraySlice<UInt8>) throws(TokenizerError) -> String {
        guard let text = String(validating: content, as: UTF8.self) else {
            throw unexpected("text in UTF-8")
        }
        return text
    }

    private mutating func escape() throws(TokenizerError) -> [UInt8] {
        guard let byte = peek() else { throw unexpected("a character behind a backslash") }
        position += 1
        switch byte {
        case UInt8(ascii: "n"): return [10]
        case UInt8(ascii: "t"): return [9]
        case UInt8(ascii: "r"): return [13]
        case UInt8(ascii: "b"): return [8]
        case UInt8(ascii: "f"): return [12]
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "u"):
            var code = try hexadecimal()
            if (0xD800..<0xDC00).contains(code) {
                guard take("\\"), take("u") else { throw unexpected("the second half of a pair") }
                let low = try hexadecimal()
                guard (0xDC00..<0xE000).contains(low) else {
                    throw unexpected("the second half of a pair")
                }
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else { throw unexpected("a whole character") }
            return Array(String(Character(scalar)).utf8)
        default: throw unexpected("an escape that JSON has")
        }
    }

    private mutating func hexadecimal() throws(TokenizerError) -> UInt32 {
        let end = position + 4
        guard end <= bytes.count,
            bytes[position..<end].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let code = UInt32(String(decoding: bytes[position..<end], as: UTF8.self), radix: 16)
        else { throw unexpected("four hexadecimal digits") }
        position = end
        return code
    }

    private mutating func word(_ text: String, _ value: JSONValue) throws(TokenizerError)
        -> JSONValue
    {
        guard bytes[position...].starts(with: text.utf8) else { throw unexpected("a value") }
        position += text.utf8.count
        return value
    }

    private mutating func enter() throws(TokenizerError) {
        position += 1
        depth += 1
        if depth > Self.depthLimit {
            throw .tooLarge(place: "the depth of \(file)", found: depth, limit: Self.depthLimit)
        }
    }

    private mutating func leave(_ value: JSONValue) -> JSONValue {
        depth -= 1
        return value
    }

    private func peek() -> UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard peek() == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = peek(), byte == 32 || byte == 10 || byte == 13 || byte == 9 {
            position += 1
        }
    }

    private func unexpected(_ expected: String) -> TokenizerError {
        let found =
            peek().map { byte in
                byte > 32 && byte < 127 ? "'\(Unicode.Scalar(byte))'" : "the byte \(byte)"
            } ?? "the end"
        return .malformed(place: "\(file), byte \(position),", found: found, expected: expected)
    }
}
