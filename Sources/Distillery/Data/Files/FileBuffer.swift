#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Memory that whole files are read into, one after the other, without a new allocation each.
struct FileBuffer: ~Copyable {
    private var memory: UnsafeMutableBufferPointer<UInt8>
    private var count = 0

    /// Files beyond this many bytes are refused; pictures are far below it.
    private static let sizeLimit = 1 << 30

    init() {
        memory = .allocate(capacity: 64 << 10)
    }

    deinit { memory.deallocate() }

    /// The bytes of the file that was read last; valid until the next is read.
    var contents: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: memory[..<count])
    }

    mutating func read(_ path: String) throws(ImageError) {
        count = 0
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw systemError() }
        defer { close(descriptor) }
        while true {
            // Most pictures fit the buffer: the second read finds the end, with no `fstat`.
            if count == memory.count { try grow() }
            let received = systemRead(
                descriptor, memory.baseAddress.map { $0 + count }, memory.count - count)
            guard received >= 0 else {
                if errno == EINTR { continue }
                throw systemError()
            }
            guard received > 0 else { return }
            count += received
        }
    }

    private mutating func grow() throws(ImageError) {
        guard memory.count < Self.sizeLimit else {
            throw .file(message: "more than \(Self.sizeLimit) bytes", code: EFBIG)
        }
        let larger = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: memory.count * 4)
        _ = larger.update(fromContentsOf: memory)
        memory.deallocate()
        memory = larger
    }

    private func systemError() -> ImageError {
        let code = errno
        return .file(message: String(cString: strerror(code)), code: code)
    }
}

private func systemRead(
    _ descriptor: Int32, _ target: UnsafeMutableRawPointer?, _ count: Int
) -> Int {
    read(descriptor, target, count)
}
