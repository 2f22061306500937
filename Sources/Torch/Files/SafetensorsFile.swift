import Foundation

/// Tensors by name in a safetensors file, mapped into memory and checked when it is opened.
///
/// Format: 8 bytes little-endian length of the header, the header (JSON, at most 100 MB), the data
/// (<https://huggingface.co/docs/safetensors>). Opening reads the header alone; a tensor's bytes are
/// read when they are looked at. There is no limit on the number of entries but the header's.
public struct SafetensorsFile: Sendable {
    /// The longest header that the format allows.
    static let maximumHeaderByteCount = 100_000_000

    /// Names of the tensors, in the order of the header.
    public let names: [String]
    /// What the writer noted beside the tensors.
    public let metadata: [String: String]
    private let tensors: [StoredTensor]
    private let indices: [String: Int]

    /// Opens and checks the file at `url`.
    /// - Throws: `FileError` when it cannot be read, `SafetensorsError` when its content lies.
    public init(_ url: URL) throws {
        try self.init(FileBytes(try MemoryMap(url)), path: url.path)
    }

    init(_ content: FileBytes, path: String) throws(SafetensorsError) {
        let headerByteCount = try Self.headerByteCount(content, path: path)
        let dataStart = 8 + headerByteCount
        let header = try content.withUnsafeBytes { bytes throws(SafetensorsError) in
            guard bytes[8] == UInt8(ascii: "{") else {
                throw .invalidHeader(path: path, offset: 0, reason: "'{' is missing")
            }
            return try SafetensorsHeader(
                UnsafeRawBufferPointer(rebasing: bytes[8..<dataStart]),
                dataByteCount: content.count - dataStart, path: path)
        }

        var tensors: [StoredTensor] = []
        tensors.reserveCapacity(header.entries.count)
        for entry in header.entries {
            let slice = content.slice(
                from: dataStart + entry.range.lowerBound, count: entry.range.count)
            let tensor = slice.flatMap {
                StoredTensor(content: $0, shape: entry.shape, scalarType: entry.scalarType)
            }
            guard let tensor else {
                throw .invalidShape(path: path, tensor: entry.name, shape: entry.shape)
            }
            tensors.append(tensor)
        }
        self.tensors = tensors
        names = header.entries.map(\.name)
        indices = header.indices
        metadata = header.metadata
    }

    /// The tensor of that name, or nil.
    public subscript(name: String) -> StoredTensor? {
        indices[name].map { tensors[$0] }
    }

    /// The length of the header, which is known to lie inside the file and to hold a character.
    private static func headerByteCount(
        _ content: FileBytes, path: String
    ) throws(SafetensorsError) -> Int {
        let claimed = content.withUnsafeBytes { bytes in
            var reader = ByteReader(bytes)
            return reader.integer(UInt64.self)
        }
        guard let claimed else { throw .tooShort(path: path, byteCount: content.count) }
        guard claimed <= maximumHeaderByteCount else {
            throw .headerTooLong(path: path, found: claimed, limit: maximumHeaderByteCount)
        }
        guard claimed <= content.count - 8 else {
            throw .headerBeyondFile(path: path, found: claimed, fileByteCount: content.count)
        }
        guard claimed > 0 else {
            throw .invalidHeader(path: path, offset: 0, reason: "'{' is missing")
        }
        return Int(claimed)
    }
}
