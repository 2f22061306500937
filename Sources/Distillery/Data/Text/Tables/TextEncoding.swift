/// How the characters of a file are written as bytes.
public enum TextEncoding: String, Sendable, Codable, CaseIterable {
    /// By a byte-order mark, else by what the lines are valid in.
    case automatic
    case utf8 = "utf-8"
    case utf16LittleEndian = "utf-16le"
    case utf16BigEndian = "utf-16be"
    /// The Chinese national standard; GBK and GB 2312 are parts of it.
    case gb18030

    /// The lines with other characters than ASCII that are looked at to tell encodings apart.
    private static let sampleSize = 2000

    /// The encoding of a file: this one, or what the file shows where this one is `automatic`.
    ///
    /// Without a byte-order mark a file is UTF-8 unless most of its lines with characters
    /// beyond ASCII are not, and are valid GB18030. So a few broken bytes make damaged lines,
    /// and never a file of wrong characters.
    func resolved(for path: String) throws(TextDataError) -> TextEncoding {
        let file = try ByteReader(path)
        let head = try file.read(atMost: 3)
        if head.starts(with: [0xEF, 0xBB, 0xBF]) { return .utf8 }
        if head.starts(with: [0xFF, 0xFE]) { return .utf16LittleEndian }
        if head.starts(with: [0xFE, 0xFF]) { return .utf16BigEndian }
        guard self == .automatic else { return self }
        return try Self.guess(path)
    }

    private static func guess(_ path: String) throws(TextDataError) -> TextEncoding {
        var lines = try LineReader(path, encoding: .utf8)
        var valid = 0
        var invalid: [[UInt8]] = []
        while valid + invalid.count < sampleSize, let line = try lines.next() {
            guard case .whole(let bytes) = line.content, bytes.contains(where: { $0 > 0x7F })
            else { continue }
            if String(validating: bytes, as: UTF8.self) != nil {
                valid += 1
            } else {
                invalid.append(bytes)
            }
        }
        guard invalid.count > valid else { return .utf8 }
        let decoder = try GB18030Decoder(path: path)
        let decoded = invalid.count { decoder.decode($0) != nil }
        return 2 * decoded > invalid.count ? .gb18030 : .utf8
    }
}
