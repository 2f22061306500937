import Foundation

/// Writes folders of files as `DurableFile` writes files: a reader finds all of it, or what was there before.
public enum DurableFolder {
    /// Writes what `body` puts into the folder that it is given, as the folder `url`.
    ///
    /// The folder is filled beside the destination, flushed and renamed. A folder that stands there already
    /// is moved aside first and removed last, and put back where renaming fails.
    ///
    /// - Throws: what `body` throws, or `FileError`.
    public static func write(to url: URL, _ body: (URL) throws -> Void) throws {
        let files = FileManager.default
        let destination = url.resolvingSymlinksInPath()
        let mark = String(UInt64.random(in: .min ... .max), radix: 36)
        let place = destination.deletingLastPathComponent()
        let partial = place.appendingPathComponent(".distillery-\(mark).partial")
        let former = place.appendingPathComponent(".distillery-\(mark).former")
        guard mkdir(partial.path, 0o777) == 0 else {
            throw FileError.writing(destination, operation: "creating a folder beside it")
        }
        defer { try? files.removeItem(at: partial) }
        try body(partial)
        for folder in try folders(in: partial) { try flush(folder, for: destination) }

        let isReplaced = rename(destination.path, former.path) == 0
        if !isReplaced && errno != ENOENT {
            throw FileError.writing(destination, operation: "moving the former folder aside")
        }
        guard rename(partial.path, destination.path) == 0 else {
            let error = FileError.writing(destination, operation: "renaming the finished folder")
            if isReplaced { rename(former.path, destination.path) }
            throw error
        }
        try flush(place, for: destination)
        if isReplaced { try? files.removeItem(at: former) }
    }

    /// A folder and those within it.
    private static func folders(in folder: URL) throws -> [URL] {
        let within = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
            .map { folder.appendingPathComponent($0) }
            .filter { $0.hasDirectoryPath || isFolder($0) }
        return [folder] + within
    }

    private static func isFolder(_ url: URL) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
            && isFolder.boolValue
    }

    private static func flush(_ folder: URL, for destination: URL) throws(FileError) {
        let handle = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if handle < 0 { throw .writing(destination, operation: "opening a folder of it") }
        defer { close(handle) }
        // Some network file systems cannot flush a folder and say so with EINVAL.
        if fsync(handle) != 0 && errno != EINVAL {
            throw .writing(destination, operation: "flushing a folder of it")
        }
    }
}
