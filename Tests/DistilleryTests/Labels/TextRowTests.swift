import Foundation
import Testing
import Torch

@testable import Distillery

@Suite("The rows of texts in a label store")
struct TextRowTests {
    private static let content = StoredContent(
        precision: .fp32,
        taps: [
            StoredTap(path: "states", shape: [StoredTap.perToken, 2]),
            StoredTap(path: "pooled", shape: [3]),
            StoredTap(path: "attention", shape: [2, StoredTap.perToken, StoredTap.perToken]),
        ])

    /// 1, 2, 3, … in a shape.
    private func counted(_ shape: [Int]) throws -> Tensor {
        try Tensor((1...shape.reduce(1, *)).map(Float.init), shape: shape)
    }

    @Test("take what each text's own tokens need, and no padding")
    func sizes() throws {
        let layout = try RowLayout(Self.content, classes: 4)
        // Four logits and three numbers; 2 a token and 2 a pair of tokens beside them.
        #expect(layout.byteCount == 4 * 7)
        #expect(layout.byteCount(tokens: 3) == 4 * (7 + 3 * 2 + 2 * 9))
        #expect(layout.byteCount(tokens: 1 << 20) == nil)
        let rows = try RowEncoder(layout: layout).rows(
            logits: Tensor.zeros([2, 4]),
            taps: [
                "states": Tensor.zeros([2, 5, 2]), "pooled": Tensor.zeros([2, 3]),
                "attention": Tensor.zeros([2, 2, 5, 5]),
            ], tokens: [3, 1], positions: [0, 1])
        #expect(rows.bytes.count == 4 * (7 + 3 * 2 + 2 * 9) + 4 * (7 + 2 + 2))
    }

    @Test("come back padded with zeros to the length of their batch")
    func padding() throws {
        let layout = try RowLayout(Self.content, classes: 4)
        let rows = try RowEncoder(layout: layout).rows(
            logits: counted([2, 4]),
            taps: [
                "states": counted([2, 3, 2]), "pooled": counted([2, 3]),
                "attention": counted([2, 2, 3, 3]),
            ], tokens: [3, 2], positions: [0, 1])
        let decoder = RowDecoder(layout: layout)
        #expect(try decoder.logits(rows)?.floats() == (1...8).map(Float.init))
        let states = try decoder.tap(0, rows, length: 4)
        #expect(states.shape == [2, 4, 2])
        #expect(
            try states.floats() == [1, 2, 3, 4, 5, 6, 0, 0, 7, 8, 9, 10, 0, 0, 0, 0] as [Float])
        #expect(try decoder.tap(1, rows, length: 4).floats() == (1...6).map(Float.init))
        let attention = try decoder.tap(2, rows, length: 4)
        #expect(attention.shape == [2, 2, 4, 4])
        let second = try attention.select(dimension: 0, index: 1).floats()
        // Heads of 9 scores from 19 and 28; two tokens' of each are kept.
        #expect(
            second == [19, 20, 0, 0, 22, 23] + [Float](repeating: 0, count: 10)
                + [28, 29, 0, 0, 31, 32] + [Float](repeating: 0, count: 10))
    }

    @Test("need the lengths of texts, and outputs that are long enough")
    func refusals() throws {
        let layout = try RowLayout(
            StoredContent(taps: [StoredTap(path: "states", shape: [StoredTap.perToken, 2])]),
            classes: 2)
        let encoder = RowEncoder(layout: layout)
        let taps = ["states": try Tensor.zeros([1, 3, 2])]
        for tokens in [nil, [4], [0], [1, 1]] as [[Int]?] {
            #expect(throws: LabelStoreError.self) {
                try encoder.rows(
                    logits: Tensor.zeros([1, 2]), taps: taps, tokens: tokens, positions: [0])
            }
        }
    }

    @Test("are found again by the lengths at the end of a shard, unless those cannot be")
    func lengths() throws {
        let layout = try RowLayout(
            StoredContent(taps: [StoredTap(path: "states", shape: [StoredTap.perToken, 1])]),
            classes: 1)
        // Rows of 2 + 2 n bytes of half precision.
        let rows = [UInt8](repeating: 1, count: 6 + 2 + 8)
        func read(_ tokens: [Int], count: Int = 3) -> ShardRows? {
            (rows + ShardRows.bytes(ofLengths: tokens)).withUnsafeBytes {
                ShardRows(lengthsAtEndOf: $0, rows: count, layout)
            }
        }
        let found = try #require(read([2, 0, 3]))
        #expect((0..<3).map { found.bytes(of: $0) } == [0..<6, 6..<8, 8..<16])
        #expect((0..<3).map { found.tokens(of: $0) } == [2, 0, 3])
        #expect(read([2, 0, 2]) == nil && read([2, 1, 3]) == nil)
        #expect(read([Int(UInt32.max), 0, 3]) == nil && read([2, 0, 3], count: 20) == nil)
    }
}
