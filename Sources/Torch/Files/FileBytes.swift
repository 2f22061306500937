/// A range of immutable bytes that keeps alive what holds them: a mapped file, or memory.
struct FileBytes: Sendable {
    private enum Owner: Sendable {
        case map(MemoryMap)
        case heap(HeapBytes)
    }

    private let owner: Owner
    private let range: Range<Int>

    var count: Int { range.count }

    init(_ map: MemoryMap) {
        owner = .map(map)
        range = 0..<map.count
    }

    init(_ heap: HeapBytes) {
        owner = .heap(heap)
        range = 0..<heap.count
    }

    init(_ bytes: some Collection<UInt8>) {
        self.init(HeapBytes(bytes))
    }

    private init(owner: Owner, range: Range<Int>) {
        self.owner = owner
        self.range = range
    }

    /// The `count` bytes from `start`, or nil where they are not all inside.
    func slice(from start: Int, count: Int) -> FileBytes? {
        guard start >= 0, count >= 0, start <= self.count, count <= self.count - start else {
            return nil
        }
        let first = range.lowerBound + start
        return FileBytes(owner: owner, range: first..<first + count)
    }

    /// Calls `body` with the bytes, which must not be kept beyond the call.
    func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        switch owner {
        case .map(let map):
            try map.withUnsafeBytes { whole throws(Failure) in
                try body(UnsafeRawBufferPointer(rebasing: whole[range]))
            }
        case .heap(let heap):
            try heap.withUnsafeBytes { whole throws(Failure) in
                try body(UnsafeRawBufferPointer(rebasing: whole[range]))
            }
        }
    }
}
