import CZlib

/// Reads the entries of a zip archive that lies in memory or in a mapped file.
///
/// Stored entries are not copied; deflated ones are unpacked. Whatever the archive claims is checked
/// first: places, sizes, and the checksum of every entry that is read.
struct ZipArchive: Sendable {
    /// The most that one deflated entry may unpack to.
    static let maximumInflatedByteCount = 4 << 30
    /// Deflate packs 258 bytes into 2 bits at best; an entry that claims more is a lie.
    private static let maximumExpansion = 1032

    private let content: FileBytes
    private let directory: ZipDirectory

    /// Names of the entries, in the directory's order.
    var names: [String] { directory.entries.map(\.name) }

    init(_ content: FileBytes) throws(ZipError) {
        self.content = content
        directory = try content.withUnsafeBytes { bytes throws(ZipError) in
            try ZipDirectory(bytes)
        }
    }

    func contains(_ name: String) -> Bool { directory.indices[name] != nil }

    /// The content of the entry of that name, or nil where there is none.
    func read(_ name: String) throws(ZipError) -> FileBytes? {
        guard let index = directory.indices[name] else { return nil }
        let entry = directory.entries[index]
        let packed = try packedContent(entry)
        let plain: FileBytes
        switch entry.method {
        case 0:
            guard entry.byteCount == packed.count else {
                throw .malformed(entry: name, reason: "its two sizes differ")
            }
            plain = packed
        case 8:
            plain = try inflated(packed, entry)
        default:
            throw .unsupported(entry: name, found: "is packed by method \(entry.method)")
        }
        let checksum = plain.withUnsafeBytes { bytes in
            crc32_z(0, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count)
        }
        guard checksum == entry.checksum else { throw .wrongChecksum(entry: name) }
        return plain
    }

    /// The bytes of an entry as they lie in the file, between its own header and the directory.
    private func packedContent(_ entry: ZipDirectory.Entry) throws(ZipError) -> FileBytes {
        let start = content.withUnsafeBytes { bytes -> Int? in
            guard entry.localHeaderOffset <= bytes.count else { return nil }
            var reader = ByteReader(bytes, at: entry.localHeaderOffset)
            guard reader.integer(UInt32.self) == 0x0403_4B50, reader.take(22) != nil,
                let nameCount = reader.count(UInt16.self),
                let extraCount = reader.count(UInt16.self),
                let name = reader.take(nameCount), name.elementsEqual(entry.name.utf8),
                reader.take(extraCount) != nil
            else { return nil }
            return reader.position
        }
        guard let start else {
            throw .malformed(entry: entry.name, reason: "the directory does not lead to it")
        }
        guard start <= directory.offset,
            entry.compressedByteCount <= directory.offset - start,
            let packed = content.slice(from: start, count: entry.compressedByteCount)
        else { throw .malformed(entry: entry.name, reason: "it ends beyond the archive") }
        return packed
    }

    private func inflated(
        _ packed: FileBytes, _ entry: ZipDirectory.Entry
    ) throws(ZipError) -> FileBytes {
        guard entry.byteCount <= Self.maximumInflatedByteCount else {
            throw .tooLarge(
                entry: entry.name, byteCount: entry.byteCount, limit: Self.maximumInflatedByteCount)
        }
        guard entry.byteCount / Self.maximumExpansion <= packed.count else {
            throw .malformed(
                entry: entry.name,
                reason: "\(packed.count) bytes cannot unpack to \(entry.byteCount)")
        }
        let plain = try HeapBytes(count: entry.byteCount) { destination throws(ZipError) in
            let isWhole = packed.withUnsafeBytes { Inflate.inflate($0, into: destination) }
            if !isWhole {
                throw .malformed(
                    entry: entry.name, reason: "it does not unpack to \(entry.byteCount) bytes")
            }
        }
        guard let plain else {
            throw .tooLarge(entry: entry.name, byteCount: entry.byteCount, limit: 0)
        }
        return FileBytes(plain)
    }
}
