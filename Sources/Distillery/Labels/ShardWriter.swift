import Torch

/// Takes the labels of one shard and writes them in the order of the examples.
public final class ShardWriter {
    /// The places in the dataset of the examples whose labels belong here.
    public let positions: Range<Int>
    private let file: DurableFileWriter
    private let encoder: RowEncoder
    private let hash = ContentHash()
    private var next: Int
    /// The tokens of each text so far, for the end of the file.
    private var tokens: [Int] = []
    /// Rows, with the tokens of each, that are not written yet, by place.
    private var held: [Int: (row: [UInt8], tokens: Int)] = [:]

    init(file: DurableFileWriter, positions: Range<Int>, layout: RowLayout) {
        self.file = file
        self.positions = positions
        encoder = RowEncoder(layout: layout)
        next = positions.lowerBound
    }

    /// Appends the teacher's answer to some examples; nothing can be appended before them any more.
    ///
    /// The parameters are those of `hold`.
    public func append(
        logits: Tensor, taps: [String: Tensor] = [:], tokens: [Int]? = nil, positions: [Int]
    ) throws {
        try hold(logits: logits, taps: taps, tokens: tokens, positions: positions)
        if let last = positions.max() { try settle(until: last + 1) }
    }

    /// Takes the teacher's answer to some examples, which is written with `settle`.
    ///
    /// - Parameters:
    ///   - logits: `[examples, classes]`.
    ///   - taps: `[examples] + shape` of every tap that the store keeps, by its path; texts are padded.
    ///   - tokens: how many tokens each example's text has, where the store keeps outputs for each.
    ///   - positions: The examples' places in the dataset, behind what is written, in any order.
    func hold(
        logits: Tensor, taps: [String: Tensor], tokens: [Int]?, positions: [Int]
    ) throws {
        let rows = try encoder.rows(
            logits: logits, taps: taps, tokens: tokens, positions: positions)
        for (number, position) in positions.enumerated() {
            guard position >= next, self.positions.contains(position), held[position] == nil else {
                throw LabelStoreError.request(
                    what: "the place of a label", found: "\(position)",
                    expected: "one from \(next) to \(self.positions.upperBound - 1) without a label"
                )
            }
            held[position] = (Array(rows[number]), rows.tokens[number])
        }
    }

    /// Writes what is held of the places before one.
    ///
    /// Those that nobody appended, because their pictures cannot be read, get rows that hold no label.
    func settle(until end: Int) throws(FileError) {
        let empty = [UInt8](repeating: RowDecoder.noLabel, count: encoder.layout.byteCount)
        while next < end {
            let (row, count) = held.removeValue(forKey: next) ?? (empty, 0)
            hash.update(row[...])
            try file.write(row[...])
            tokens.append(count)
            next += 1
        }
    }

    /// Fills the shard up, and gives the checksum.
    func finish() throws(FileError) -> String {
        try settle(until: positions.upperBound)
        if encoder.layout.content.followsTokens {
            let lengths = ShardRows.bytes(ofLengths: tokens)
            hash.update(lengths[...])
            try file.write(lengths[...])
        }
        return hash.finish()
    }
}
