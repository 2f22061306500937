import Foundation

/// Takes the bytes of a file that `DurableFile` is writing.
///
/// Small writes are gathered; what was written counts only once the whole file was committed.
public final class DurableFileWriter {
    private static let bufferCapacity = 1 << 16
    private static let prefix = ".distillery-"
    private static let suffix = ".partial"

    private let destination: URL
    private let temporary: URL
    private var buffer: [UInt8] = []
    private var isFinished = false
    /// The open file beside the destination.
    let descriptor: Int32
    /// Bytes taken so far.
    public private(set) var byteCount = 0

    /// Creates an empty file beside `destination`; a link there is followed, so that it stays one.
    init(destination: URL) throws(FileError) {
        self.destination = destination.resolvingSymlinksInPath()
        let folder = self.destination.deletingLastPathComponent()
        let mark = String(UInt64.random(in: .min ... .max), radix: 36)
        temporary = folder.appendingPathComponent(Self.prefix + mark + Self.suffix)
        descriptor = open(temporary.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        if descriptor < 0 { throw .writing(destination, operation: "creating a file beside it") }
        buffer.reserveCapacity(Self.bufferCapacity)
        // A file that is replaced keeps its permissions; where they cannot be set, the usual ones do.
        var existing = stat()
        if stat(self.destination.path, &existing) == 0 {
            _ = fchmod(descriptor, existing.st_mode & 0o777)
        }
    }

    deinit { discard() }

    /// Whether a file of this name is an unfinished one of ours.
    static func isTemporary(name: String) -> Bool {
        name.hasPrefix(prefix) && name.hasSuffix(suffix)
    }

    /// Appends `bytes` to the file.
    public func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
        precondition(!isFinished, "a durable file was written to after it was finished")
        byteCount += bytes.count
        if buffer.count + bytes.count <= Self.bufferCapacity {
            buffer.append(contentsOf: bytes)
        } else {
            try flush()
            try send(bytes)
        }
    }

    /// Appends `bytes` to the file.
    public func write(_ bytes: some Collection<UInt8>) throws(FileError) {
        var failure: FileError?
        let sent: Void? = bytes.withContiguousStorageIfAvailable { contiguous in
            do throws(FileError) {
                try write(UnsafeRawBufferPointer(contiguous))
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        if sent == nil { try write(Array(bytes)) }
    }

    /// Appends `text` to the file, in UTF-8.
    public func write(_ text: String) throws(FileError) {
        try write(text.utf8)
    }

    /// Gives the file its name, once all bytes are on the device.
    func commit() throws(FileError) {
        try flush()
        #if canImport(Darwin)
            // There fsync leaves the bytes in the drive's own cache; not every file system has more.
            let isFlushed = fcntl(descriptor, F_FULLFSYNC) == 0 || fsync(descriptor) == 0
        #else
            let isFlushed = fsync(descriptor) == 0
        #endif
        if !isFlushed { throw .writing(destination, operation: "flushing") }
        if rename(temporary.path, destination.path) != 0 {
            throw .writing(destination, operation: "renaming the finished file")
        }
        isFinished = true
        let isClosed = close(descriptor) == 0
        if !isClosed && errno != EINTR { throw .writing(destination, operation: "closing") }
        try flushFolder()
    }

    /// Removes the file beside the destination, unless it was committed.
    func discard() {
        if isFinished { return }
        isFinished = true
        close(descriptor)
        unlink(temporary.path)
    }

    private func flush() throws(FileError) {
        var failure: FileError?
        buffer.withUnsafeBytes { gathered in
            do throws(FileError) {
                try send(gathered)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        buffer.removeAll(keepingCapacity: true)
    }

    private func send(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let sent = systemWrite(descriptor, UnsafeRawBufferPointer(rebasing: rest))
            if sent > 0 {
                rest = rest.dropFirst(sent)
            } else if sent == 0 || errno != EINTR {
                throw .writing(destination, operation: "writing", code: sent == 0 ? EIO : errno)
            }
        }
    }

    private func flushFolder() throws(FileError) {
        let folder = destination.deletingLastPathComponent()
        let handle = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if handle < 0 { throw .writing(destination, operation: "opening its folder") }
        defer { close(handle) }
        // Some network file systems cannot flush a folder and say so with EINVAL.
        if fsync(handle) != 0 && errno != EINVAL {
            throw .writing(destination, operation: "flushing its folder")
        }
    }
}

/// The system's `write`, whose name the writer's own methods hide.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    write(descriptor, bytes.baseAddress, bytes.count)
}
