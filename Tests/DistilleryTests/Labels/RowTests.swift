import Foundation
import Testing
import Torch

@testable import Distillery

/// Logits as NumPy keeps them (`Fixtures/labels/make.py`).
private struct Reference: Decodable {
    struct Largest: Decodable {
        var classes: [Int]
        var logits: [Float]
        var mass: Double
        var probabilities: [Double]
    }

    var classes: Int
    var kept: Int
    var logits: [Float]
    var half: [Float]
    var halfBytes: String
    var largest: [Largest]

    init() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Fixtures/labels/labels.json")
        self = try JSONDecoder().decode(Reference.self, from: Data(contentsOf: file))
    }

    func logits(_ rows: Int) throws -> Tensor {
        try Tensor(Array(logits.prefix(rows * classes)), shape: [rows, classes])
    }
}

@Suite("The rows of a label store")
struct RowTests {
    private func rows(_ content: StoredContent, _ logits: Tensor) throws -> (RowLayout, StoredRows)
    {
        let layout = try RowLayout(content, classes: logits.shape[1])
        let positions = Array(0..<logits.shape[0])
        return (
            layout,
            try RowEncoder(layout: layout).rows(logits: logits, taps: [:], positions: positions)
        )
    }

    @Test("hold logits in half precision as NumPy rounds them, to the bit")
    func half() throws {
        let reference = try Reference()
        let count = reference.logits.count / reference.classes
        let (layout, rows) = try rows(StoredContent(), reference.logits(count))
        #expect(layout.byteCount == 14)
        #expect(hexadecimal(rows.bytes) == reference.halfBytes)
        let read = try #require(try RowDecoder(layout: layout).logits(rows))
        #expect(try read.elements(as: Float.self) == reference.half)
    }

    @Test("hold logits in single precision to the bit")
    func single() throws {
        let reference = try Reference()
        let (layout, rows) = try rows(StoredContent(precision: .fp32), reference.logits(6))
        #expect(layout.byteCount == 28)
        let read = try #require(try RowDecoder(layout: layout).logits(rows))
        #expect(try read.elements(as: Float.self) == reference.logits)
    }

    @Test("hold the largest logits, of a tie the lower class, and share out the remaining mass")
    func largest() throws {
        let reference = try Reference()
        let content = StoredContent(precision: .fp32, top: reference.kept)
        let (layout, rows) = try rows(content, reference.logits(5))
        #expect(layout.byteCount == 4 * 4 + 3 * 2)
        let read = try #require(try RowDecoder(layout: layout).logits(rows))
        let probabilities = try read.softmax(dimension: -1).elements(as: Float.self)
        let logits = try read.elements(as: Float.self)
        for (row, expected) in reference.largest.enumerated() {
            let first = row * reference.classes
            for (index, value) in zip(expected.classes, expected.logits) {
                #expect(logits[first + index] == value)
            }
            let own = probabilities[first..<first + reference.classes]
            for (found, expected) in zip(own, expected.probabilities) {
                #expect(abs(Double(found) - expected) < 1e-6 * max(expected, 1e-2))
            }
            let others = Set(0..<reference.classes).subtracting(expected.classes)
            let mass = others.reduce(0) { $0 + Double(probabilities[first + $1]) }
            #expect(abs(mass - expected.mass) < 1e-6)
        }
    }

    @Test("take two bytes a class up to 65,536 classes, and four beyond")
    func classBytes() throws {
        let content = StoredContent(top: 5)
        #expect(try RowLayout(content, classes: 65_536).byteCount == 6 * 2 + 5 * 2)
        #expect(try RowLayout(content, classes: 65_537).byteCount == 6 * 2 + 5 * 4)
        let wide = try Tensor.zeros([1, 70_000])
        let (layout, rows) = try rows(StoredContent(precision: .fp32, top: 2), wide)
        let read = try #require(try RowDecoder(layout: layout).logits(rows))
        #expect(read.shape == [1, 70_000])
        #expect(try largestDifference(read, wide) < 1e-6)
    }

    @Test("refuse numbers that half precision cannot hold, and name the example")
    func tooLarge() throws {
        let logits = try Tensor([1, 2, 70_000, 4] as [Float], shape: [2, 2])
        #expect(throws: LabelStoreError.doesNotFit(example: 1, what: "logits", precision: "fp16")) {
            try rows(StoredContent(), logits)
        }
        _ = try rows(StoredContent(precision: .fp32), logits)
        for bad in [Float.nan, .infinity] {
            let logits = try Tensor([1, 2, bad] as [Float], shape: [1, 3])
            for top in [nil, 1] {
                #expect(throws: LabelStoreError.self) {
                    try rows(StoredContent(precision: .fp32, top: top), logits)
                }
            }
        }
    }

    @Test("of impossible sizes are refused")
    func sizes() throws {
        for (content, classes) in [
            (StoredContent(top: 10), 10), (StoredContent(top: 0), 10), (StoredContent(), 0),
            (StoredContent(), Int.max),
            (StoredContent(taps: [.init(path: "a", shape: [Int.max, Int.max])]), 10),
            (StoredContent(taps: [.init(path: "a", shape: [-1])]), 10),
            (
                StoredContent(taps: [.init(path: "a", shape: [1]), .init(path: "a", shape: [2])]),
                10
            ),
        ] {
            #expect(throws: LabelStoreError.self) { try RowLayout(content, classes: classes) }
        }
    }

    @Test("that name a class that is not there are found")
    func unknownClass() throws {
        let layout = try RowLayout(StoredContent(precision: .fp32, top: 1), classes: 3)
        let row: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 3, 0]
        var rows = StoredRows()
        rows.append(row, tokens: 0)
        #expect(try RowDecoder(layout: layout).logits(rows) == nil)
    }
}
