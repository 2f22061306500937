/// A file at its official place, known by its length and SHA-256.
public struct DownloadSource: Sendable, Hashable {
    public let url: String
    /// The length of the file in bytes; not a byte more is taken.
    public let bytes: Int
    /// 64 hexadecimal digits.
    public let sha256: String
    /// The files to unpack from a `.tar.gz`; empty where the file itself is used.
    public let members: [String]

    public init(url: String, bytes: Int, sha256: String, members: [String] = []) {
        self.url = url
        self.bytes = bytes
        self.sha256 = sha256
        self.members = members
    }

    /// The last part of the address.
    public var fileName: String {
        url.split(separator: "/").last.map(String.init) ?? url
    }
}

/// How far a download is.
public struct DownloadProgress: Sendable, Equatable {
    public var fileName: String
    public var received: Int
    public var total: Int
}
