/// The merges of byte-pair encoding: two neighbours, their rank, and the token that they become.
struct MergeTable: Sendable {
    private struct Entry: Sendable, BitwiseCopyable {
        /// The left token times 2³², plus the right one, plus one; 0 in an empty place.
        var key: UInt64
        var rank: UInt32
        var token: Int32
    }

    private var entries: [Entry]
    /// The token that each rank makes.
    private(set) var tokens: [Int32] = []

    init(capacity: Int) {
        var size = 16
        while size < capacity * 2 { size *= 2 }
        entries = [Entry](repeating: Entry(key: 0, rank: 0, token: 0), count: size)
    }

    /// Adds the merge of the next rank; one of the same neighbours is replaced.
    mutating func append(_ left: Int32, _ right: Int32, token: Int32) {
        let key = Self.key(left, right)
        var place = Self.hash(key) & (entries.count - 1)
        while entries[place].key != 0, entries[place].key != key {
            place = (place + 1) & (entries.count - 1)
        }
        entries[place] = Entry(key: key, rank: UInt32(tokens.count), token: token)
        tokens.append(token)
    }

    @inline(__always)
    func merge(_ left: Int32, _ right: Int32) -> (rank: UInt32, token: Int32)? {
        let key = Self.key(left, right)
        var place = Self.hash(key) & (entries.count - 1)
        while true {
            let entry = entries[place]
            if entry.key == key { return (entry.rank, entry.token) }
            if entry.key == 0 { return nil }
            place = (place + 1) & (entries.count - 1)
        }
    }

    private static func key(_ left: Int32, _ right: Int32) -> UInt64 {
        (UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))) + 1
    }

    private static func hash(_ key: UInt64) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32)
    }
}
