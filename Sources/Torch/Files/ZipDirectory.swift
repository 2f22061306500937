/// The directory of a zip archive: where each entry lies, as the end of the file tells.
///
/// APPNOTE.TXT 6.3, sections 4.3.12 to 4.3.16 and 4.5.3 (zip64), for archives of one part.
struct ZipDirectory {
    struct Entry {
        let name: String
        let method: UInt16
        let checksum: UInt32
        let compressedByteCount: Int
        let byteCount: Int
        let localHeaderOffset: Int
    }

    private(set) var entries: [Entry] = []
    private(set) var indices: [String: Int] = [:]
    /// Where the directory begins, and the content of entries must have ended.
    let offset: Int

    private static let entryHeaderByteCount = 46
    private static let endByteCount = 22
    private static let fullField16 = UInt16.max
    private static let fullField32 = UInt32.max

    init(_ bytes: UnsafeRawBufferPointer) throws(ZipError) {
        let (count, byteCount, offset) = try Self.location(bytes)
        guard offset <= bytes.count, byteCount <= bytes.count - offset,
            count <= byteCount / Self.entryHeaderByteCount
        else { throw .malformed(entry: nil, reason: "it does not fit into the file") }
        self.offset = offset

        var reader = ByteReader(
            UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + byteCount]))
        entries.reserveCapacity(count)
        for _ in 0..<count {
            let entry = try Self.entry(&reader)
            if indices.updateValue(entries.count, forKey: entry.name) != nil {
                throw .duplicateName(entry.name)
            }
            entries.append(entry)
        }
    }

    /// Number of entries, bytes and offset of the directory.
    private static func location(
        _ bytes: UnsafeRawBufferPointer
    ) throws(ZipError) -> (count: Int, byteCount: Int, offset: Int) {
        // A comment of up to 65535 bytes may follow the end record.
        let last = bytes.count - endByteCount
        guard last >= 0 else { throw .noDirectory }
        for start in stride(from: last, through: max(0, last - Int(fullField16)), by: -1) {
            var reader = ByteReader(bytes, at: start)
            guard reader.integer(UInt32.self) == 0x0605_4B50,
                let part = reader.integer(UInt16.self),
                let directoryPart = reader.integer(UInt16.self),
                reader.take(2) != nil,
                let count = reader.integer(UInt16.self),
                let byteCount = reader.integer(UInt32.self),
                let offset = reader.integer(UInt32.self),
                let comment = reader.count(UInt16.self),
                comment == reader.remaining
            else { continue }
            if let large = try largeLocation(bytes, endOffset: start) { return large }
            guard part == 0, directoryPart == 0, count != fullField16, offset != fullField32 else {
                throw .unsupported(entry: nil, found: "spans several files")
            }
            return (Int(count), Int(byteCount), Int(offset))
        }
        throw .noDirectory
    }

    /// The same from the zip64 records before the end record, or nil where there are none.
    private static func largeLocation(
        _ bytes: UnsafeRawBufferPointer, endOffset: Int
    ) throws(ZipError) -> (count: Int, byteCount: Int, offset: Int)? {
        guard endOffset >= 20 else { return nil }
        var locator = ByteReader(bytes, at: endOffset - 20)
        guard locator.integer(UInt32.self) == 0x0706_4B50 else { return nil }
        guard locator.integer(UInt32.self) == 0, let offset = locator.count(UInt64.self),
            offset <= endOffset - 20
        else { throw .malformed(entry: nil, reason: "its zip64 record lies beyond it") }

        var record = ByteReader(bytes, at: offset)
        guard record.integer(UInt32.self) == 0x0606_4B50, record.take(12) != nil,
            record.integer(UInt32.self) == 0, record.integer(UInt32.self) == 0,
            record.take(8) != nil,
            let count = record.count(UInt64.self), let byteCount = record.count(UInt64.self),
            let directoryOffset = record.count(UInt64.self)
        else { throw .malformed(entry: nil, reason: "its zip64 record is incomplete") }
        return (count, byteCount, directoryOffset)
    }

    private static func entry(_ reader: inout ByteReader) throws(ZipError) -> Entry {
        guard reader.integer(UInt32.self) == 0x0201_4B50, reader.take(4) != nil,
            let flags = reader.integer(UInt16.self), let method = reader.integer(UInt16.self),
            reader.take(4) != nil, let checksum = reader.integer(UInt32.self),
            let compressed = reader.integer(UInt32.self), let plain = reader.integer(UInt32.self),
            let nameCount = reader.count(UInt16.self), let extraCount = reader.count(UInt16.self),
            let commentCount = reader.count(UInt16.self), reader.take(8) != nil,
            let offset = reader.integer(UInt32.self),
            let nameBytes = reader.take(nameCount), let extra = reader.take(extraCount),
            reader.take(commentCount) != nil
        else { throw .malformed(entry: nil, reason: "an entry of it is incomplete") }
        guard let name = String(validating: nameBytes, as: UTF8.self) else {
            throw .malformed(entry: nil, reason: "a name in it is not UTF-8")
        }
        if flags & 1 != 0 { throw .unsupported(entry: name, found: "is encrypted") }

        var large = ByteReader(largeField(extra))
        func size(_ field: UInt32) throws(ZipError) -> Int {
            if field != fullField32 { return Int(field) }
            guard let value = large.count(UInt64.self) else {
                throw .malformed(entry: name, reason: "its zip64 sizes are missing")
            }
            return value
        }
        // The extra field holds those that do not fit, in this order.
        let byteCount = try size(plain)
        let compressedByteCount = try size(compressed)
        return Entry(
            name: name, method: method, checksum: checksum,
            compressedByteCount: compressedByteCount, byteCount: byteCount,
            localHeaderOffset: try size(offset))
    }

    /// The content of the zip64 extra field, empty where there is none.
    private static func largeField(_ extra: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        var reader = ByteReader(extra)
        while let tag = reader.integer(UInt16.self), let count = reader.count(UInt16.self),
            let field = reader.take(count)
        {
            if tag == 1 { return field }
        }
        return UnsafeRawBufferPointer(start: nil, count: 0)
    }
}
