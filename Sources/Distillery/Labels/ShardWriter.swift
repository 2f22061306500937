import Torch

/// Takes the labels of one shard, in the order of the examples.
public final class ShardWriter {
    /// The places in the dataset of the examples whose labels belong here.
    public let positions: Range<Int>
    private let file: DurableFileWriter
    private let encoder: RowEncoder
    private let hash = ContentHash()
    private var next: Int
    /// The tokens of each text so far, for the end of the file.
    private var tokens: [Int] = []

    init(file: DurableFileWriter, positions: Range<Int>, layout: RowLayout) {
        self.file = file
        self.positions = positions
        encoder = RowEncoder(layout: layout)
        next = positions.lowerBound
    }

    /// Appends the teacher's answer to some examples.
    ///
    /// - Parameters:
    ///   - logits: `[examples, classes]`.
    ///   - taps: `[examples] + shape` of every tap that the store keeps, by its path; texts are padded.
    ///   - tokens: how many tokens each example's text has, where the store keeps outputs for each.
    ///   - positions: The examples' places in the dataset, rising; one that is left out, because
    ///     its picture cannot be read, gets a row that holds no label.
    public func append(
        logits: Tensor, taps: [String: Tensor] = [:], tokens: [Int]? = nil, positions: [Int]
    ) throws {
        let rows = try encoder.rows(
            logits: logits, taps: taps, tokens: tokens, positions: positions)
        for (number, position) in positions.enumerated() {
            guard position >= next, self.positions.contains(position) else {
                throw LabelStoreError.request(
                    what: "the place of a label", found: "\(position)",
                    expected: "from \(next) to \(self.positions.upperBound - 1)")
            }
            try leaveEmpty(until: position)
            try write(rows[number])
            self.tokens.append(rows.tokens[number])
            next = position + 1
        }
    }

    /// Fills the shard up, and gives the checksum.
    func finish() throws(FileError) -> String {
        try leaveEmpty(until: positions.upperBound)
        if encoder.layout.content.followsTokens {
            try write(ShardRows.bytes(ofLengths: tokens)[...])
        }
        return hash.finish()
    }

    private func leaveEmpty(until position: Int) throws(FileError) {
        let row = [UInt8](repeating: RowDecoder.noLabel, count: encoder.layout.byteCount)
        while next < position {
            try write(row[...])
            tokens.append(0)
            next += 1
        }
    }

    private func write(_ bytes: ArraySlice<UInt8>) throws(FileError) {
        hash.update(bytes)
        try file.write(bytes)
    }
}
