/// Memory that encoding works in, kept from text to text of a batch.
struct EncodingMemory {
    var scalars: [UInt32] = []
    var word: [UInt32] = []
    /// The tokens found so far.
    var ids: [Int32] = []
    var model = ModelMemory()

    /// Reads the scalars of a text.
    mutating func read(_ text: String) {
        scalars.removeAll(keepingCapacity: true)
        let isRead: Void? = text.utf8.withContiguousStorageIfAvailable { append($0) }
        if isRead == nil { Array(text.utf8).withUnsafeBufferPointer { append($0) } }
    }

    /// Appends the scalars of UTF-8, which a `String` guarantees to be well formed.
    private mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        scalars.reserveCapacity(bytes.count)
        var place = 0
        func next() -> UInt32 {
            defer { place += 1 }
            return place < bytes.count ? UInt32(bytes[place] & 63) : 0
        }
        while place < bytes.count {
            let byte = UInt32(bytes[place])
            place += 1
            switch byte {
            case 0..<0x80: scalars.append(byte)
            case 0x80..<0xE0: scalars.append((byte & 31) << 6 | next())
            case 0xE0..<0xF0: scalars.append((byte & 15) << 12 | next() << 6 | next())
            default: scalars.append((byte & 7) << 18 | next() << 12 | next() << 6 | next())
            }
        }
    }
}
