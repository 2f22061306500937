#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Writes a file aside and puts it in its place once it is whole and flushed to the disk.
///
/// What was begun and never committed is removed again.
final class FileWriter {
    let path: String
    private let partialPath: String
    private var descriptor: Int32

    init(_ path: String) throws(DownloadError) {
        self.path = path
        partialPath = "\(path).\(getpid()).partial"
        descriptor = open(partialPath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Self.systemError(path) }
    }

    deinit {
        guard descriptor >= 0 else { return }
        close(descriptor)
        unlink(partialPath)
    }

    func write(_ bytes: some Collection<UInt8>) throws(DownloadError) {
        let bytes = Array(bytes)
        try bytes.withUnsafeBufferPointer { bytes throws(DownloadError) in
            var written = 0
            while written < bytes.count {
                let count = systemWrite(
                    descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw Self.systemError(path) }
                written += count
            }
        }
    }

    /// Flushes the file and gives it its name.
    func commit() throws(DownloadError) {
        guard fsync(descriptor) == 0, rename(partialPath, path) == 0 else {
            throw Self.systemError(path)
        }
        close(descriptor)
        descriptor = -1
    }

    private static func systemError(_ path: String) -> DownloadError {
        .write(path: path, message: String(cString: strerror(errno)))
    }
}

private func systemWrite(
    _ descriptor: Int32, _ source: UnsafeRawPointer?, _ count: Int
) -> Int {
    write(descriptor, source, count)
}
