import Torch

/// Turns rows of shards, copied one behind the other, back into a teacher's answers.
struct RowDecoder {
    let layout: RowLayout

    /// The bytes of rows without a label: they begin with what is no number in either precision.
    static let noLabel: UInt8 = 0xFF

    /// What a row without a label begins with: the bytes of its first number.
    var noLabelMark: [UInt8] {
        [UInt8](repeating: Self.noLabel, count: layout.content.precision.scalarType.byteCount)
    }

    /// The first row without a label, whose picture could not be read.
    func firstWithoutLabel(in rows: [UInt8]) -> Int? {
        let size = layout.content.precision.scalarType.byteCount
        return (0..<count(of: rows)).first { row in
            let start = row * layout.byteCount
            return rows[start..<start + size].allSatisfy { $0 == Self.noLabel }
        }
    }

    /// Logits `[rows, classes]` in `float32`; nil where a row names a class that is not there.
    func logits(_ rows: [UInt8]) throws(TorchError) -> Tensor? {
        let stored = try tensor(rows, 0..<layout.logitBytes, shape: [layout.logitCount])
        guard let top = layout.content.top else { return stored }
        let kept = try stored.elements(as: Float.self)
        var areKnown = true
        let logits = [Float](unsafeUninitializedCapacity: count(of: rows) * layout.classes) {
            all, initialized in
            for row in 0..<count(of: rows) {
                let classes = (0..<top).map { classIndex($0, of: row, in: rows) }
                areKnown = classes.allSatisfy { $0 < layout.classes }
                guard areKnown else { return }
                TopLogits.spread(
                    values: kept[row * layout.logitCount..<(row + 1) * layout.logitCount],
                    classes: classes,
                    into: UnsafeMutableBufferPointer(
                        rebasing: all[row * layout.classes..<(row + 1) * layout.classes]))
                initialized += layout.classes
            }
        }
        return areKnown ? try Tensor(logits, shape: [count(of: rows), layout.classes]) : nil
    }

    /// The output of a tap, `[rows] + shape` in `float32`.
    func tap(_ index: Int, _ rows: [UInt8]) throws(TorchError) -> Tensor {
        try tensor(rows, layout.taps[index], shape: layout.content.taps[index].shape)
    }

    private func count(of rows: [UInt8]) -> Int { rows.count / layout.byteCount }

    /// The numbers at the same place of every row.
    private func tensor(
        _ rows: [UInt8], _ range: Range<Int>, shape: [Int]
    ) throws(TorchError) -> Tensor {
        let bytes = [UInt8](unsafeUninitializedCapacity: count(of: rows) * range.count) {
            target, initialized in
            rows.withUnsafeBytes { rows in
                for row in 0..<rows.count / layout.byteCount {
                    let start = row * layout.byteCount + range.lowerBound
                    UnsafeMutableRawBufferPointer(target)[initialized...].copyBytes(
                        from: rows[start..<start + range.count])
                    initialized += range.count
                }
            }
        }
        let whole = [count(of: rows)] + shape
        let made = bytes.withUnsafeBytes { bytes in
            Result { () throws(TorchError) in
                try Tensor(
                    bytes: bytes, shape: whole, scalarType: layout.content.precision.scalarType)
            }
        }
        return try made.get().to(.float32)
    }

    private func classIndex(_ number: Int, of row: Int, in rows: [UInt8]) -> Int {
        let place = row * layout.byteCount + layout.logitBytes + number * layout.classBytes
        return (0..<layout.classBytes).reduce(0) { $0 | Int(rows[place + $1]) << (8 * $1) }
    }
}
