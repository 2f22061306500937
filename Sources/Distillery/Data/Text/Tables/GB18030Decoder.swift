#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Turns GB18030 bytes into text, by the system's `iconv`; one a thread.
final class GB18030Decoder {
    private let converter: iconv_t

    /// Throws where the system has no converter; `path` is the file that asks for it.
    init(path: String) throws(TextDataError) {
        let opened: iconv_t? = iconv_open("UTF-8", "GB18030")
        guard let opened, Int(bitPattern: opened) != -1 else {
            throw .file(
                path: path,
                message: "it is GB18030, which this system cannot convert; save it as UTF-8")
        }
        converter = opened
    }

    deinit { iconv_close(converter) }

    /// The text of the bytes, or nil where they are not GB18030.
    func decode(_ bytes: [UInt8]) -> String? {
        var input = bytes.map(CChar.init(bitPattern:))
        // Two bytes become three at most, four become four, one stays one.
        var output = [UInt8](repeating: 0, count: bytes.count * 3 / 2 + 4)
        let written: Int? = input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBytes { target in
                var from = source.baseAddress
                var to = target.baseAddress?.assumingMemoryBound(to: CChar.self)
                var left = source.count
                var room = target.count
                // Forgets what an earlier text that broke off has left behind.
                _ = iconv(converter, nil, nil, nil, nil)
                let status = iconv(converter, &from, &left, &to, &room)
                return status == -1 || left > 0 ? nil : target.count - room
            }
        }
        return written.flatMap { String(validating: output[..<$0], as: UTF8.self) }
    }
}
