/// Where the rows of a shard begin and end.
///
/// Rows that follow the tokens of texts are of unlike lengths: behind the last one stand the numbers of
/// tokens, four bytes a row, little-endian.
enum ShardRows {
    /// All of so many bytes.
    case alike(Int)
    /// The first byte of each row and the one behind the last, and each text's tokens.
    case ofTexts(starts: [Int], tokens: [Int])

    private static let lengthBytes = 4

    /// Reads the lengths at the end of a shard; nil where rows of these lengths do not fill it.
    init?(lengthsAtEndOf bytes: UnsafeRawBufferPointer, rows: Int, _ layout: RowLayout) {
        let footer = bytes.count - rows * Self.lengthBytes
        guard footer >= 0 else { return nil }
        var starts = [0]
        var tokens: [Int] = []
        for row in 0..<rows {
            let count = UInt32(
                littleEndian: bytes.loadUnaligned(
                    fromByteOffset: footer + row * Self.lengthBytes, as: UInt32.self))
            guard let size = layout.byteCount(tokens: Int(count)) else { return nil }
            let end = starts[row] + size
            guard end <= footer else { return nil }
            starts.append(end)
            tokens.append(Int(count))
        }
        guard starts.last == footer else { return nil }
        self = .ofTexts(starts: starts, tokens: tokens)
    }

    /// The lengths as they stand at a shard's end.
    static func bytes(ofLengths tokens: [Int]) -> [UInt8] {
        tokens.flatMap { count in
            withUnsafeBytes(of: UInt32(clamping: count).littleEndian) { Array($0) }
        }
    }

    func bytes(of row: Int) -> Range<Int> {
        switch self {
        case .alike(let size): row * size..<(row + 1) * size
        case .ofTexts(let starts, _): starts[row]..<starts[row + 1]
        }
    }

    func tokens(of row: Int) -> Int {
        switch self {
        case .alike: 0
        case .ofTexts(_, let tokens): tokens[row]
        }
    }
}
