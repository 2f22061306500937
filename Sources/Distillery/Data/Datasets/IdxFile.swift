/// A file of bytes in the idx format of MNIST, plain or gzipped.
///
/// The header is two zero bytes, the element type (8: unsigned bytes), the number of
/// dimensions and each dimension in four bytes, the highest first; then come the elements.
struct IdxFile {
    let dimensions: [Int]
    let elements: [UInt8]

    /// Reads a file that must have a number of dimensions.
    init(path: String, rank: Int) throws(DatasetError) {
        let file = try readFile(path)
        let headerLength = 4 + 4 * rank
        guard Gzip.isGzip(file) else {
            dimensions = try Self.dimensions(of: file, rank: rank, path: path)
            let expected = try Self.elementCount(dimensions, fileLength: file.count, path: path)
            guard file.count == headerLength + expected else {
                throw .malformed(
                    path: path, found: "\(file.count) bytes",
                    expected: "\(headerLength + expected) by its header")
            }
            elements = Array(file.dropFirst(headerLength))
            return
        }
        let head = Gzip.unpack(file, limit: headerLength)
        if case .damaged(let message) = head.end {
            throw .malformed(path: path, found: message, expected: "complete gzip data")
        }
        dimensions = try Self.dimensions(of: head.bytes, rank: rank, path: path)
        // The header's word is taken only as far as the file could hold that much.
        let expected = try Self.elementCount(
            dimensions, fileLength: file.count * Gzip.greatestRatio, path: path)
        let whole = Gzip.unpack(file, limit: headerLength + expected)
        switch whole.end {
        case .damaged(let message):
            throw .malformed(
                path: path, found: "\(message) after \(whole.bytes.count) bytes",
                expected: "complete gzip data of \(headerLength + expected) bytes")
        case .complete where whole.bytes.count == headerLength + expected:
            elements = Array(whole.bytes.dropFirst(headerLength))
        case .complete:
            throw .malformed(
                path: path, found: "\(whole.bytes.count) unpacked bytes",
                expected: "\(headerLength + expected) by its header")
        case .more:
            throw .malformed(
                path: path, found: "more unpacked bytes",
                expected: "\(headerLength + expected) by its header")
        }
    }

    private static func dimensions(
        of bytes: [UInt8], rank: Int, path: String
    ) throws(DatasetError) -> [Int] {
        guard bytes.count >= 4 + 4 * rank else {
            throw .malformed(
                path: path, found: "\(bytes.count) bytes",
                expected: "an idx header of \(4 + 4 * rank)")
        }
        guard bytes[0] == 0, bytes[1] == 0, bytes[2] == 8, Int(bytes[3]) == rank else {
            throw .malformed(
                path: path, found: "a file that begins with \(hexadecimal(bytes.prefix(4)))",
                expected: "0000080\(rank), an idx file of bytes in \(rank) dimensions")
        }
        return (0..<rank).map { dimension in
            bytes[4 + 4 * dimension..<8 + 4 * dimension].reduce(0) { $0 << 8 | Int($1) }
        }
    }

    private static func elementCount(
        _ dimensions: [Int], fileLength: Int, path: String
    ) throws(DatasetError) -> Int {
        var count = 1
        for dimension in dimensions {
            let (product, overflow) = count.multipliedReportingOverflow(by: dimension)
            guard dimension > 0, !overflow, product <= fileLength else {
                let header = dimensions.map(String.init).joined(separator: "×")
                throw .malformed(
                    path: path, found: "a header of \(header) elements",
                    expected: "some, and no more than the file can hold")
            }
            count = product
        }
        return count
    }
}
