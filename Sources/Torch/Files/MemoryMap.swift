import Foundation

/// A file's content, mapped read-only into memory.
///
/// Nothing is read before it is looked at, and the mapping lives as long as this object. The file
/// may be replaced or removed meanwhile (the mapping keeps the old content), but it must not be
/// shortened in place: looking at pages that are gone ends the process. `DurableFile` never does.
public final class MemoryMap: Sendable {
    // Sound to share: the pages are never written, and unmapped only with the last reference.
    private nonisolated(unsafe) let bytes: UnsafeRawBufferPointer

    /// Bytes in the file.
    public var count: Int { bytes.count }

    /// Maps the file at `url`; an empty file is fine.
    public init(_ url: URL) throws(FileError) {
        // Without O_NONBLOCK a named pipe would wait for a writer.
        let descriptor = open(url.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        if descriptor < 0 { throw .reading(url, operation: "opening") }
        defer { close(descriptor) }

        var status = stat()
        if fstat(descriptor, &status) != 0 { throw .reading(url, operation: "looking at its size") }
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw .notAFile(path: url.path, found: "a folder")
        default: throw .notAFile(path: url.path, found: "a device, pipe or socket")
        }

        let length = Int(status.st_size)
        if length == 0 {
            bytes = UnsafeRawBufferPointer(start: nil, count: 0)
            return
        }
        let address = mmap(nil, length, PROT_READ, MAP_PRIVATE, descriptor, 0)
        guard let address, address != MAP_FAILED else { throw .reading(url, operation: "mapping") }
        bytes = UnsafeRawBufferPointer(start: address, count: length)
    }

    deinit {
        if let address = bytes.baseAddress {
            munmap(UnsafeMutableRawPointer(mutating: address), bytes.count)
        }
    }

    /// Calls `body` with the bytes, which must not be kept beyond the call.
    public func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        defer { withExtendedLifetime(self) {} }
        return try body(bytes)
    }
}
