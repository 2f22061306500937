#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The names in a folder, without those that begin with a dot, sorted by their UTF-8 bytes.
///
/// Lists a million files in seconds: the kind of an entry comes with its name, and only links
/// are looked up.
struct DirectoryListing {
    private(set) var files: [String] = []
    private(set) var directories: [String] = []

    init(_ path: String) throws(DatasetError) {
        guard let stream = opendir(path) else {
            throw .file(path: path, message: String(cString: strerror(errno)))
        }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard !name.hasPrefix(".") else { continue }
            switch Int32(entry.pointee.d_type) {
            case Int32(DT_REG): files.append(name)
            case Int32(DT_DIR): directories.append(name)
            default:
                switch fileKind("\(path)/\(name)") {
                case .file: files.append(name)
                case .directory: directories.append(name)
                case nil: continue
                }
            }
        }
        files.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        directories.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}

/// What lies at a path, links followed.
enum FileKind: Equatable {
    case file(size: Int)
    case directory
}

/// What lies at a path, nil where there is nothing that can be read as a file or folder.
func fileKind(_ path: String) -> FileKind? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file(size: Int(status.st_size))
    case S_IFDIR: return .directory
    default: return nil
    }
}
