#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The bytes of a file, in pieces, so that files larger than memory can be read.
final class ByteReader {
    let path: String
    private let descriptor: Int32

    init(_ path: String) throws(TextDataError) {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw .file(path: path, message: String(cString: strerror(errno)))
        }
    }

    deinit { close(descriptor) }

    /// All that is left of a file; one of more than `limit` bytes is refused.
    func readAll(limit: Int) throws(TextDataError) -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            let piece = try read(atMost: 1 << 20)
            if piece.isEmpty { return bytes }
            bytes += piece
            guard bytes.count <= limit else {
                throw .file(path: path, message: "it is larger than \(limit) bytes")
            }
        }
    }

    /// The next bytes, fewer only at the end of the file.
    func read(atMost count: Int) throws(TextDataError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let received = bytes.withUnsafeMutableBytes { target in
                systemRead(descriptor, target.baseAddress.map { $0 + filled }, count - filled)
            }
            if received < 0 {
                if errno == EINTR { continue }
                throw .file(path: path, message: String(cString: strerror(errno)))
            }
            if received == 0 { break }
            filled += received
        }
        bytes.removeLast(count - filled)
        return bytes
    }
}

private func systemRead(
    _ descriptor: Int32, _ target: UnsafeMutableRawPointer?, _ count: Int
) -> Int {
    read(descriptor, target, count)
}
