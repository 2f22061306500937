/// What can be wrong with a zip archive; who opened it adds the path.
public enum ZipError: Error, Sendable, Equatable {
    /// There is no directory at the end of the file.
    case noDirectory
    /// The directory, or an entry of it, lies beyond the file or contradicts itself.
    case malformed(entry: String?, reason: String)
    /// An entry is stored in a way that is not read here.
    case unsupported(entry: String?, found: String)
    /// Two entries have one name.
    case duplicateName(String)
    /// The content of an entry is not what was once written.
    case wrongChecksum(entry: String)
    /// An entry claims more than may be unpacked.
    case tooLarge(entry: String, byteCount: Int, limit: Int)
}

extension ZipError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noDirectory:
            "the zip archive has no directory at its end; is the download complete?"
        case .malformed(let entry, let reason):
            "\(Self.place(entry)) is broken: \(reason); is the download complete?"
        case .unsupported(let entry, let found):
            "\(Self.place(entry)) \(found), which is not supported; pack it anew without that"
        case .duplicateName(let name):
            "the zip archive holds two entries '\(name)'"
        case .wrongChecksum(let entry):
            "the entry '\(entry)' is damaged: its checksum differs; get the file anew"
        case .tooLarge(let entry, let byteCount, let limit):
            "the entry '\(entry)' claims \(byteCount) bytes, \(limit) can be; pack it anew without"
                + " compression"
        }
    }

    private static func place(_ entry: String?) -> String {
        entry.map { "the entry '\($0)'" } ?? "the directory of the zip archive"
    }
}
