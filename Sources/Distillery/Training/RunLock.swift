import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Holds a run's folder for this process; the system lets go when the process ends, however.
final class RunLock {
    private let descriptor: Int32

    /// - Throws: `RunError.folderInUse` when another process works in the folder.
    init(_ folder: RunFolder) throws {
        do {
            try FileManager.default.createDirectory(
                at: folder.url, withIntermediateDirectories: true)
        } catch {
            throw RunError.folderInUse(
                folder: folder.url.path, reason: "cannot be made (\(error.localizedDescription))")
        }
        descriptor = open(folder.lock.path, O_CREAT | O_RDWR | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw RunError.folderInUse(
                folder: folder.url.path,
                reason: "cannot be written to (\(String(cString: strerror(errno))))")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw RunError.folderInUse(
                folder: folder.url.path, reason: "is in use by another distill process")
        }
    }

    deinit { close(descriptor) }
}
