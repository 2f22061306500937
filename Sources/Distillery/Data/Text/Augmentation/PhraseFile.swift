import Foundation

/// A user's table of phrases: a group a line, parted by tabs or commas; `#` begins a remark.
enum PhraseFile {
    /// The most bytes that a table may have.
    private static let sizeLimit = 16 << 20

    /// The groups of a file in UTF-8 or GB18030.
    static func groups(_ path: String) throws(TextDataError) -> [[String]] {
        let encoding = try TextEncoding.automatic.resolved(for: path)
        let gb18030 = encoding == .gb18030 ? try GB18030Decoder(path: path) : nil
        var lines = try LineReader(path, encoding: encoding)
        var groups: [[String]] = []
        var size = 0
        while let line = try lines.next() {
            guard case .whole(let bytes) = line.content,
                let text = gb18030?.decode(bytes) ?? String(validating: bytes, as: UTF8.self)
            else {
                throw .file(path: path, message: "line \(line.number) is no text")
            }
            size += bytes.count
            guard size <= sizeLimit else {
                throw .file(path: path, message: "it is larger than \(sizeLimit) bytes")
            }
            let group = text.prefix { $0 != "#" }.split { "\t,，、".contains($0) }
                .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
            if !group.isEmpty { groups.append(group) }
        }
        guard groups.contains(where: { $0.count > 1 }) else {
            throw .file(
                path: path,
                message: "it has no line with two phrases that stand for one another, "
                    + "parted by a tab or comma")
        }
        return groups
    }
}
