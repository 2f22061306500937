/// Reads plain files out of a tar archive in memory (POSIX ustar, blocks of 512 bytes).
///
/// Only files asked for by the last part of their name are given; nothing in the archive
/// decides where they are written.
struct TarArchive {
    let bytes: [UInt8]
    private static let block = 512

    /// The places of the files asked for.
    func find(_ names: [String]) throws(TarError) -> [String: Range<Int>] {
        var found: [String: Range<Int>] = [:]
        var offset = 0
        while offset + Self.block <= bytes.count {
            let header = bytes[offset..<offset + Self.block]
            // Two blocks of zeros end an archive; one is enough to stop at.
            guard header.contains(where: { $0 != 0 }) else { break }
            guard checksumFits(header) else { throw .damagedHeader(offset: offset) }
            guard let size = number(header, at: 124, length: 12) else {
                throw .damagedHeader(offset: offset)
            }
            let start = offset + Self.block
            guard size <= bytes.count - start else { throw .truncated(offset: offset) }
            let kind = header[offset + 156]
            let isFile = kind == 0 || kind == UInt8(ascii: "0")
            let path = String(
                decoding: header[offset..<offset + 100].prefix { $0 != 0 }, as: UTF8.self)
            if isFile, let name = path.split(separator: "/").last.map(String.init),
                names.contains(name)
            {
                found[name] = start..<start + size
            }
            offset = start + (size + Self.block - 1) / Self.block * Self.block
        }
        if let missing = names.first(where: { found[$0] == nil }) { throw .missing(missing) }
        return found
    }

    /// A number in octal digits, ended by a zero or a space.
    private func number(_ header: ArraySlice<UInt8>, at place: Int, length: Int) -> Int? {
        let start = header.startIndex + place
        let digits = header[start..<start + length].drop { $0 == UInt8(ascii: " ") }
            .prefix { $0 != 0 && $0 != UInt8(ascii: " ") }
        return Int(String(decoding: digits, as: UTF8.self), radix: 8).flatMap { $0 < 0 ? nil : $0 }
    }

    private func checksumFits(_ header: ArraySlice<UInt8>) -> Bool {
        guard let stated = number(header, at: 148, length: 8) else { return false }
        // The field itself counts as eight spaces.
        let field = header.startIndex + 148..<header.startIndex + 156
        let sum = header.indices.reduce(0) { $0 + (field.contains($1) ? 32 : Int(header[$1])) }
        return sum == stated
    }
}

/// Why a tar archive cannot be read.
enum TarError: Error, Equatable, CustomStringConvertible {
    case damagedHeader(offset: Int)
    case truncated(offset: Int)
    case missing(String)

    var description: String {
        switch self {
        case .damagedHeader(let offset): "its header at byte \(offset) is damaged"
        case .truncated(let offset): "it ends within the file at byte \(offset)"
        case .missing(let name): "it does not hold \(name)"
        }
    }
}
