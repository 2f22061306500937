import Torch

/// Where the numbers of one label lie within its row of a shard.
///
/// A row begins with the logits: all of them, or the largest, the rest's, and the classes of the
/// largest. The taps follow in their order. All numbers are little-endian, without gaps. Outputs that
/// follow a text's tokens have as many as the text, and so rows are of unlike lengths.
struct RowLayout: Sendable, Equatable {
    let content: StoredContent
    let classes: Int
    /// Numbers at the beginning of a row in the store's precision.
    let logitCount: Int
    /// Bytes of one class in the list of the largest; 0 where all logits are kept.
    let classBytes: Int
    /// Bytes of a row of no tokens, which is every row where no output follows the tokens.
    let byteCount: Int

    private static let largestRow = 1 << 30
    private static let mostClasses = 1 << 24
    private static let mostTaps = 1000
    /// What the usual size of a shard is reckoned with.
    private static let usualTokens = 64

    /// - Throws: `LabelStoreError.request` for what cannot be stored; sizes of a hostile file are
    ///   refused here, too.
    init(_ content: StoredContent, classes: Int) throws(LabelStoreError) {
        guard (1...Self.mostClasses).contains(classes) else {
            throw .request(
                what: "the number of classes", found: "\(classes)",
                expected: "from 1 to \(Self.mostClasses)")
        }
        let size = content.precision.scalarType.byteCount
        if let top = content.top {
            guard (1..<classes).contains(top) else {
                throw .request(
                    what: "top", found: "\(top)",
                    expected: "at least 1 and below the number of classes, \(classes)")
            }
            logitCount = top + 1
            classBytes = classes <= 1 << 16 ? 2 : 4
        } else {
            logitCount = classes
            classBytes = 0
        }
        self.content = content
        self.classes = classes
        guard content.taps.count <= Self.mostTaps,
            Set(content.taps.map(\.path)).count == content.taps.count
        else {
            throw .request(
                what: "the list of taps", found: "\(content.taps.map(\.path))",
                expected: "up to \(Self.mostTaps) different paths")
        }
        var end = logitCount * size + (content.top ?? 0) * classBytes
        for tap in content.taps {
            guard let bytes = Self.byteCount(of: tap, size: size, tokens: 1),
                end + bytes <= Self.largestRow
            else {
                throw .request(
                    what: "the shape of '\(tap.path)'", found: "\(tap.shape)",
                    expected: "of at most \(Self.largestRow) bytes a label in all")
            }
            end += tap.followsTokens ? 0 : bytes
        }
        byteCount = end
    }

    private static func byteCount(of tap: StoredTap, size: Int, tokens: Int) -> Int? {
        guard tap.shape.count <= 8 else { return nil }
        var count = size
        for extent in tap.shape(tokens: tokens) {
            guard (0...largestRow).contains(extent) else { return nil }
            count *= extent
            guard count <= largestRow else { return nil }
        }
        return count
    }

    /// Where each tap lies in the row of a text of so many tokens; nil where a row cannot be so large.
    func taps(tokens: Int) -> [Range<Int>]? {
        let size = content.precision.scalarType.byteCount
        var end = logitBytes + (content.top ?? 0) * classBytes
        var ranges: [Range<Int>] = []
        for tap in content.taps {
            guard let bytes = Self.byteCount(of: tap, size: size, tokens: tokens),
                end + bytes <= Self.largestRow
            else { return nil }
            ranges.append(end..<end + bytes)
            end += bytes
        }
        return ranges
    }

    /// Bytes of the row of a text of so many tokens; nil where a row cannot be so large.
    func byteCount(tokens: Int) -> Int? {
        content.followsTokens ? taps(tokens: tokens)?.last?.upperBound : byteCount
    }

    /// Bytes of the logits in the store's precision.
    var logitBytes: Int { logitCount * content.precision.scalarType.byteCount }

    /// Rows of about 8 MiB, in whole batches of 256, and 4096 at most: what a killed process loses.
    var usualShardRows: Int {
        let usual = byteCount(tokens: Self.usualTokens) ?? Self.largestRow
        return max(256, min(4096, (8 << 20) / usual / 256 * 256))
    }
}
