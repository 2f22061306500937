/// Reads numbers and runs of bytes one after the other, never beyond the end.
struct ByteReader {
    let bytes: UnsafeRawBufferPointer
    private(set) var position: Int

    init(_ bytes: UnsafeRawBufferPointer, at position: Int = 0) {
        self.bytes = bytes
        self.position = position
    }

    var remaining: Int { bytes.count - position }

    /// The next little-endian integer, or nil at the end.
    mutating func integer<Integer: FixedWidthInteger>(_ type: Integer.Type) -> Integer? {
        let size = Integer.bitWidth / 8
        guard remaining >= size else { return nil }
        let value = bytes.loadUnaligned(fromByteOffset: position, as: Integer.self)
        position += size
        return Integer(littleEndian: value)
    }

    /// The next unsigned little-endian integer as a count, or nil at the end or past `Int.max`.
    mutating func count<Integer: FixedWidthInteger & UnsignedInteger>(
        _ type: Integer.Type
    ) -> Int? {
        integer(type).flatMap { Int(exactly: $0) }
    }

    /// The next `count` bytes, or nil where there are not that many.
    mutating func take(_ count: Int) -> UnsafeRawBufferPointer? {
        guard count >= 0, count <= remaining else { return nil }
        defer { position += count }
        return UnsafeRawBufferPointer(rebasing: bytes[position..<position + count])
    }

    /// The bytes up to the next line feed, which is taken too; nil where there is none.
    mutating func line() -> UnsafeRawBufferPointer? {
        guard let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        defer { position = end + 1 }
        return UnsafeRawBufferPointer(rebasing: bytes[position..<end])
    }
}
