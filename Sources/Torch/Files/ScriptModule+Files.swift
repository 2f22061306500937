import Foundation

extension ScriptModule {
    /// The files that lie beside the program in its archive, by name.
    ///
    /// `write(to:files:)` puts them there, and `torch.jit.save` with `_extra_files`. Bytes that are no
    /// UTF-8 are replaced.
    ///
    /// - Throws: `FileError` for what is no file, `ScriptError` for what holds no program, `ZipError`.
    public static func files(at url: URL) throws -> [String: String] {
        let content = FileBytes(try MemoryMap(url))
        guard isProgram(at: url) else { throw ScriptError(path: url.path) }
        let archive = try ZipArchive(content)
        var files: [String: String] = [:]
        for name in archive.names {
            // The first part is the archive's own name.
            let parts = name.split(separator: "/", maxSplits: 2)
            guard parts.count == 3, parts[1] == "extra", let bytes = try archive.read(name) else {
                continue
            }
            files[String(parts[2])] = bytes.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
        }
        return files
    }
}
