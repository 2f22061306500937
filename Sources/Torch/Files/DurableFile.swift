import Foundation

/// Writes files so that a reader finds the old content or the new one, whatever happens between.
///
/// The bytes go to a file beside the destination, are flushed to the device, and take the
/// destination's name in one step, which is then flushed too. On any failure the destination is as
/// it was and the file beside it is removed; only a killed process can leave one behind (see
/// `removeLeftovers(in:)`).
public enum DurableFile {
    /// Writes `bytes` as the whole content of `url`.
    public static func write(_ bytes: some Collection<UInt8>, to url: URL) throws(FileError) {
        let writer = try DurableFileWriter(destination: url)
        defer { writer.discard() }
        try writer.write(bytes)
        try writer.commit()
    }

    /// Writes what `body` hands to the writer as the whole content of `url`.
    ///
    /// An error of `body` reaches the caller and leaves the destination untouched.
    /// - Throws: what `body` throws, or `FileError`.
    public static func write(to url: URL, _ body: (DurableFileWriter) throws -> Void) throws {
        let writer = try DurableFileWriter(destination: url)
        defer { writer.discard() }
        try body(writer)
        try writer.commit()
    }

    /// Removes what a killed process left of its unfinished files in `folder`.
    ///
    /// To be called only while nobody else writes there.
    public static func removeLeftovers(in folder: URL) throws(FileError) {
        guard let listing = opendir(folder.path) else {
            throw .reading(folder, operation: "opening the folder")
        }
        defer { closedir(listing) }
        while let entry = readdir(listing) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { text in
                text.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
                    String(cString: $0)
                }
            }
            guard DurableFileWriter.isTemporary(name: name) else { continue }
            let leftover = folder.appendingPathComponent(name)
            if unlink(leftover.path) != 0 && errno != ENOENT {
                throw .writing(leftover, operation: "removing a leftover")
            }
        }
    }
}
