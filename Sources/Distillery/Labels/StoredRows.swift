/// Rows of shards, copied one behind the other, and where each begins.
struct StoredRows {
    private(set) var bytes: [UInt8] = []
    /// The first byte of each row.
    private(set) var starts: [Int] = []
    /// The tokens of each row's text; 0 where no output follows them.
    private(set) var tokens: [Int] = []

    var count: Int { starts.count }

    mutating func reserve(rows: Int, bytes: Int) {
        self.bytes.reserveCapacity(bytes)
        starts.reserveCapacity(rows)
        tokens.reserveCapacity(rows)
    }

    mutating func append(_ row: some Sequence<UInt8>, tokens: Int) {
        starts.append(bytes.count)
        self.tokens.append(tokens)
        bytes.append(contentsOf: row)
    }

    /// Makes room for a row of zeros, to be filled by `fill`.
    mutating func appendEmpty(byteCount: Int, tokens: Int) {
        append(repeatElement(0, count: byteCount), tokens: tokens)
    }

    /// Lays bytes into a row that was made room for.
    mutating func fill(_ row: Int, at offset: Int, with source: UnsafeRawBufferPointer) {
        let start = starts[row] + offset
        bytes.withUnsafeMutableBytes {
            UnsafeMutableRawBufferPointer(rebasing: $0[start..<start + source.count])
                .copyMemory(from: source)
        }
    }

    subscript(row: Int) -> ArraySlice<UInt8> {
        let end = row + 1 < count ? starts[row + 1] : bytes.count
        return bytes[starts[row]..<end]
    }
}
